// A receiver as its author would write it with the libraries there are:
//
//     DEFECTD_RECEIVERS=FOLDER node receive.mjs NAME=SECRET_FILE… NAME=CLIENT:SECRET_FILE…
//
// Each delivery is tried with each secret, by the reference implementation of Standard Webhooks or by the client of
// clients.mjs that is named.  Prints a line of JSON for the port it took, then one for each delivery: which secrets
// verify it, what arrived, and the event that the SDK of CloudEvents reads of it.  Ends when its input does.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { clients } from "./clients.mjs";
import { cloud_event } from "./cloudevents.mjs";

const verifiers = process.argv.slice(2).map((argument) => {
    const [, name, client, file] = argument.match(/^([^=]+)=(?:([a-z0-9]+):)?(.*)$/);
    return { name, verifies: clients[client ?? "standardwebhooks"](readFileSync(file, "utf8").trimEnd()) };
});

const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const verifying = async (body, headers) => {
    const names = [];
    for (const { name, verifies } of verifiers) {
        try {
            if (await verifies(body, headers))
                names.push(name);
        } catch {
            // does not verify
        }
    }
    return names;
};

const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", async () => {
        const body = Buffer.concat(pieces).toString("utf8");
        const verified = await verifying(body, request.headers);
        const read = cloud_event(body, request.headers);
        tell({ path: request.url, headers: request.headers, body, verified, cloud_event: read });
        response.writeHead(204).end();
    });
});

server.listen(0, "127.0.0.1", () => tell({ port: server.address().port }));
process.stdin.resume().on("end", () => process.exit(0));
