// What receivers verify deliveries with: a library where the scheme has one, else the lines that its documentation
// gives.  Each client makes of a secret a function that throws or gives false when a delivery does not verify.
import { createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const folder = process.env.DEFECTD_RECEIVERS;
const require = createRequire(folder + "/");

// Has no entry for require(), and import() looks beside this file only.
const octokit = () => import(pathToFileURL(`${folder}/node_modules/@octokit/webhooks-methods/dist-node/index.js`));

const parsesAs = (package_name) => (secret) => {
    const webhook = new (require(package_name).Webhook)(secret);
    return (body, headers) => Boolean(webhook.verify(body, headers));
};

const equal = (given, expected) =>
    given !== undefined && given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

// An Ed25519 public key of 32 bytes as SubjectPublicKeyInfo (RFC 8410) begins so.
const ed25519_opening = Buffer.from("302a300506032b6570032100", "hex");

export const clients = {
    standardwebhooks: parsesAs("standardwebhooks"),

    svix: parsesAs("svix"),

    // By the text of the public key, whpk_…: no library verifies v1a.
    ed25519: (text) => {
        const raw = Buffer.from(text.replace(/^whpk_/, ""), "base64");
        const key = createPublicKey({ key: Buffer.concat([ed25519_opening, raw]), format: "der", type: "spki" });
        return (body, headers) => {
            const content = Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
            return headers["webhook-signature"].split(" ").filter((entry) => entry.startsWith("v1a,"))
                .some((entry) => verify(null, content, key, Buffer.from(entry.slice("v1a,".length), "base64")));
        };
    },

    octokit: (secret) => async (body, headers) =>
        (await octokit()).verify(secret, body, headers["x-hub-signature-256"]),

    stripe: (secret) => (body, headers) => {
        const stripe = new (require("stripe"))("sk_test_unused");
        return Boolean(stripe.webhooks.constructEvent(body, headers["stripe-signature"], secret));
    },

    shopify: (secret) => (body, headers) =>
        equal(headers["x-shopify-hmac-sha256"], createHmac("sha256", secret).update(body, "utf8").digest("base64")),

    slack: (secret) => (body, headers) => {
        const time = headers["x-slack-request-timestamp"];
        const content = `v0:${time}:${body}`;
        return Math.abs(Date.now() / 1000 - Number(time)) < 300 &&
            equal(headers["x-slack-signature"], "v0=" + createHmac("sha256", secret).update(content).digest("hex"));
    },
};
