"""Moto's server, with the refusals of its IAM authentication on AWS's own wire format.

Moto 5.2 wraps such a refusal as <ErrorResponse><Errors><Error>, for every
protocol. AWS's query protocol says <ErrorResponse><Error> ("AWS query protocol",
Smithy specification), and its JSON protocols answer JSON, so the AWS SDK for Go
reads neither. Everything else of moto stays as it is.
"""

import json
import sys

from moto.core import exceptions
from moto.server import main

REFUSALS = (
    exceptions.SignatureDoesNotMatchError,
    exceptions.InvalidClientTokenIdError,
    exceptions.AccessDeniedError,
    exceptions.AuthFailureError,
)


def speaks_json(environ):
    return (environ or {}).get("CONTENT_TYPE", "").startswith("application/x-amz-json")


def get_body(self, environ=None, *_):
    if speaks_json(environ):
        return json.dumps({"__type": self.error_type, "message": self.message})
    xml = self.description or ""
    return xml.replace("<Errors><Error>", "<Error>").replace("</Error></Errors>", "</Error>")


def get_headers(self, environ=None, *_):
    kind = "application/x-amz-json-1.1" if speaks_json(environ) else "text/xml"
    return [("X-Amzn-ErrorType", self.error_type), ("Content-Type", kind)]


for refusal in REFUSALS:
    refusal.get_body = get_body
    refusal.get_headers = get_headers

if __name__ == "__main__":
    sys.exit(main())
