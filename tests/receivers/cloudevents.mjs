// How a receiver of CloudEvents reads a delivery: with their SDK.
import { createRequire } from "node:module";

const require = createRequire(process.env.DEFECTD_RECEIVERS + "/");

// The event, undefined when it is none of CloudEvents, or what the SDK objects to in it.
export const cloud_event = (body, headers) => {
    const { HTTP } = require("cloudevents");
    const message = { headers, body };
    if (!HTTP.isEvent(message))
        return undefined;
    try {
        const event = HTTP.toEvent(message);
        event.validate();
        return event.toJSON();
    } catch (objection) {
        return { objection: String(objection) };
    }
};
