"""Standard Webhooks signatures, made without the daemon."""

import base64
import hashlib
import hmac
import time


def signed_headers(secret, body, id="msg_1", at=None):
    at = str(int(at or time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return {"content-type": "application/json", "webhook-id": id, "webhook-timestamp": at,
            "webhook-signature": "v1," + base64.b64encode(digest).decode()}
