"""The action of IAM's that a call on a bucket asks for: moto knows half of them, and takes the others for ListBucket.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from urllib.parse import parse_qs, urlparse

# By what is in the query, beside parameters that have a value; "" where nothing is.
ON_BUCKET = {
    "GET": {
        "": "ListBucket",
        "accelerate": "GetAccelerateConfiguration",
        "acl": "GetBucketAcl",
        "cors": "GetBucketCORS",
        "encryption": "GetEncryptionConfiguration",
        "lifecycle": "GetLifecycleConfiguration",
        "location": "GetBucketLocation",
        "logging": "GetBucketLogging",
        "object-lock": "GetBucketObjectLockConfiguration",
        "ownershipControls": "GetBucketOwnershipControls",
        "policy": "GetBucketPolicy",
        "publicAccessBlock": "GetBucketPublicAccessBlock",
        "replication": "GetReplicationConfiguration",
        "requestPayment": "GetBucketRequestPayment",
        "tagging": "GetBucketTagging",
        "uploads": "ListBucketMultipartUploads",
        "versioning": "GetBucketVersioning",
        "versions": "ListBucketVersions",
        "website": "GetBucketWebsite",
    },
    "HEAD": {"": "ListBucket"},
    "PUT": {
        "": "CreateBucket",
        "encryption": "PutEncryptionConfiguration",
        "lifecycle": "PutLifecycleConfiguration",
        "logging": "PutBucketLogging",
        "ownershipControls": "PutBucketOwnershipControls",
        "policy": "PutBucketPolicy",
        "publicAccessBlock": "PutBucketPublicAccessBlock",
        "tagging": "PutBucketTagging",
        "versioning": "PutBucketVersioning",
    },
    "DELETE": {
        "": "DeleteBucket",
        # What takes a setting back asks for the right to put it.
        "encryption": "PutEncryptionConfiguration",
        "lifecycle": "PutLifecycleConfiguration",
        "ownershipControls": "PutBucketOwnershipControls",
        "policy": "DeleteBucketPolicy",
        "publicAccessBlock": "PutBucketPublicAccessBlock",
        "tagging": "PutBucketTagging",
    },
}

# That say how, and not what.
HOW = {"list-type", "prefix", "delimiter", "max-keys", "encoding-type", "x-id", "continuation-token", "start-after", "marker", "key-marker", "version-id-marker", "fetch-owner"}


def action_on_bucket(method: str, uri: str) -> str | None:
    """None where it isn't known here."""
    query = parse_qs(urlparse(uri).query, keep_blank_values=True)
    what = set(query) - HOW
    if len(what) > 1:
        return None
    return ON_BUCKET.get(method, {}).get(next(iter(what), ""))
