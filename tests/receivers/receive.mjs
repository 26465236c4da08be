// A receiver as its author would write it with the reference implementation of Standard Webhooks:
//
//     DEFECTD_RECEIVERS=FOLDER node receive.mjs NAME=SECRET_FILE…
//
// Each delivery is tried with each secret.  Prints a line of JSON for the port it took, then one for each delivery:
// which secrets verify it, and what arrived.  Ends when its input does.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const require = createRequire(process.env.DEFECTD_RECEIVERS + "/");
const { Webhook } = require("standardwebhooks");

const webhooks = process.argv.slice(2).map((argument) => {
    const [name, file] = argument.split("=");
    return { name, webhook: new Webhook(readFileSync(file, "utf8").trimEnd()) };
});

const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const verifying = (body, headers) => webhooks.filter(({ webhook }) => {
    try {
        webhook.verify(body, headers);
        return true;
    } catch {
        return false;
    }
}).map(({ name }) => name);

const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
        const body = Buffer.concat(pieces).toString("utf8");
        tell({ path: request.url, headers: request.headers, body, verified: verifying(body, request.headers) });
        response.writeHead(204).end();
    });
});

server.listen(0, "127.0.0.1", () => tell({ port: server.address().port }));
process.stdin.resume().on("end", () => process.exit(0));
