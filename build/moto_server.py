"""Moto's server, with the refusals of its IAM authentication on AWS's own wire format.

Moto 5.2 wraps such a refusal as <ErrorResponse><Errors><Error>, for every
protocol. AWS's query protocol says <ErrorResponse><Error> ("AWS query protocol",
Smithy specification), and its JSON protocols answer JSON, so the AWS SDK for Go
reads neither. And a disabled key of KMS refuses to work, which moto forgets
("Decrypt", AWS KMS API Reference), and the ARN of a permission set begins as AWS's
does ("CreatePermissionSet", IAM Identity Center API Reference). Everything else of
moto stays as it is.
"""

import json
import sys

from flask import request
from moto.core import exceptions
from moto.kms.models import KmsBackend
from moto.server import main
from moto.ssoadmin.models import PermissionSet

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


def while_enabled(work, key_of):
    """Wraps work with a key of KMS: a disabled key refuses it."""

    def checked(self, *args, **kwargs):
        key = self.keys.get(key_of(self, kwargs))
        if key is not None and not key.enabled:
            raise exceptions.JsonRESTError("DisabledException", f"{key.arn} is disabled.")
        return work(self, *args, **kwargs)

    return checked


# The responses call both with keywords. A ciphertext of moto's begins with its key's id.
KmsBackend.encrypt = while_enabled(KmsBackend.encrypt, lambda kms, given: kms.any_id_to_key_id(given["key_id"]))
KmsBackend.decrypt = while_enabled(KmsBackend.decrypt, lambda _, given: given["ciphertext_blob"][:36].decode("utf-8", "replace"))

arn_of_moto = PermissionSet.generate_id
PermissionSet.generate_id = staticmethod(lambda instance_arn: arn_of_moto(instance_arn).replace(":instance/", ":permissionSet/"))

for refusal in REFUSALS:
    refusal.__init__ = on_the_wire(refusal.__init__)

if __name__ == "__main__":
    sys.exit(main())
