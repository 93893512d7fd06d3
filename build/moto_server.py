"""Moto's server, with the refusals of its IAM authentication on AWS's own wire format.

Moto 5.2 wraps such a refusal as <ErrorResponse><Errors><Error>, for every
protocol. AWS's query protocol says <ErrorResponse><Error> ("AWS query protocol",
Smithy specification), and its JSON protocols answer JSON, so the AWS SDK for Go
reads neither. Everything else of moto stays as it is.
"""

import json
import sys

from flask import request
from moto.core import exceptions
from moto.server import main

REFUSALS = (
    exceptions.SignatureDoesNotMatchError,
    exceptions.InvalidClientTokenIdError,
    exceptions.AccessDeniedError,
    exceptions.AuthFailureError,
)


def speaks_json():
    return request.headers.get("Content-Type", "").startswith("application/x-amz-json")


def on_the_wire(make):
    """Wraps a refusal's constructor: moto sends its description as the body."""

    def init(self, *args, **kwargs):
        make(self, *args, **kwargs)
        if speaks_json():
            self.description = json.dumps({"__type": self.error_type, "message": self.message})
        else:
            self.description = self.description.replace("<Errors><Error>", "<Error>").replace("</Error></Errors>", "</Error>")

    return init


for refusal in REFUSALS:
    refusal.__init__ = on_the_wire(refusal.__init__)

if __name__ == "__main__":
    sys.exit(main())
