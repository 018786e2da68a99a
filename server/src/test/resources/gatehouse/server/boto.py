"""What programs do with boto3, one deed per run: boto.py ENDPOINT DEED. Fails where it goes wrong."""

import hashlib
import http.client
import os
import sys
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, deed = sys.argv[1:3]
s3 = boto3.client("s3", endpoint_url=endpoint, config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}))
bucket = "boto-" + deed.replace("_", "-")


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e.response
        return e.response
    raise AssertionError("not refused with " + code)


def body(key, **more):
    return s3.get_object(Bucket=bucket, Key=key, **more)["Body"].read()


def objects():
    s3.put_object(Bucket=bucket, Key="a/é 数.txt", Body=b"hello", ContentType="text/plain", Metadata={"team": "red"})
    head = s3.head_object(Bucket=bucket, Key="a/é 数.txt")
    assert (head["ContentLength"], head["ContentType"], head["Metadata"]) == (5, "text/plain", {"team": "red"}), head
    assert head["ETag"] == '"%s"' % hashlib.md5(b"hello").hexdigest()
    assert body("a/é 数.txt") == b"hello"
    part = s3.get_object(Bucket=bucket, Key="a/é 数.txt", Range="bytes=1-3")
    assert part["Body"].read() == b"ell" and part["ContentRange"] == "bytes 1-3/5", part
    refused("InvalidRange", s3.get_object, Bucket=bucket, Key="a/é 数.txt", Range="bytes=9-12")
    refused("304", s3.get_object, Bucket=bucket, Key="a/é 数.txt", IfNoneMatch=head["ETag"])
    refused("PreconditionFailed", s3.get_object, Bucket=bucket, Key="a/é 数.txt", IfMatch='"no"')
    s3.delete_object(Bucket=bucket, Key="a/é 数.txt")
    refused("404", s3.head_object, Bucket=bucket, Key="a/é 数.txt")
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="a/é 数.txt")


def lists():
    for i in range(25):
        s3.put_object(Bucket=bucket, Key="f%d/%02d" % (i % 3, i), Body=b"x")
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 10}))
    keys = [each["Key"] for page in pages for each in page["Contents"]]
    assert len(pages) == 3 and keys == sorted(keys) and len(keys) == 25, keys
    folders = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [each["Prefix"] for each in folders["CommonPrefixes"]] == ["f0/", "f1/", "f2/"], folders
    old = list(s3.get_paginator("list_objects").paginate(Bucket=bucket, Prefix="f1/", PaginationConfig={"PageSize": 3}))
    assert len([each for page in old for each in page["Contents"]]) == 8, old
    assert bucket in [each["Name"] for each in s3.list_buckets()["Buckets"]]


def multipart():
    large = bytes(range(256)) * 4096 * 12
    with open("large", "wb") as file:
        file.write(large)
    s3.upload_file("large", bucket, "large", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
    assert s3.head_object(Bucket=bucket, Key="large")["ETag"].endswith('-3"')
    s3.download_file(bucket, "large", "back")
    with open("back", "rb") as file:
        assert file.read() == large
    upload = s3.create_multipart_upload(Bucket=bucket, Key="half")["UploadId"]
    s3.upload_part(Bucket=bucket, Key="half", UploadId=upload, PartNumber=1, Body=large[: 5 << 20])
    assert len(s3.list_parts(Bucket=bucket, Key="half", UploadId=upload)["Parts"]) == 1
    assert len(s3.list_multipart_uploads(Bucket=bucket)["Uploads"]) == 1
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="half")
    s3.abort_multipart_upload(Bucket=bucket, Key="half", UploadId=upload)
    refused("NoSuchUpload", s3.list_parts, Bucket=bucket, Key="half", UploadId=upload)
    copied = s3.create_multipart_upload(Bucket=bucket, Key="copied")["UploadId"]
    part = s3.upload_part_copy(
        Bucket=bucket, Key="copied", UploadId=copied, PartNumber=1, CopySource={"Bucket": bucket, "Key": "large"}, CopySourceRange="bytes=0-5242879"
    )["CopyPartResult"]["ETag"]
    s3.complete_multipart_upload(Bucket=bucket, Key="copied", UploadId=copied, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part}]})
    assert body("copied") == large[: 5 << 20]


def presigned():
    put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "p"}, ExpiresIn=300)
    assert urllib.request.urlopen(urllib.request.Request(put, data=b"signed", method="PUT")).status == 200
    get = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "p"}, ExpiresIn=300)
    assert urllib.request.urlopen(get).read() == b"signed"
    try:
        urllib.request.urlopen(get.replace("/p?", "/q?"))
        raise AssertionError("another key was let in")
    except urllib.error.HTTPError as e:
        assert e.code == 403 and b"SignatureDoesNotMatch" in e.read()


def trailers():
    """A checksum behind the body is compared with it, as one before it is."""
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials

    keys = botocore.credentials.Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])

    def send(key, told):
        path = "/" + bucket + "/" + key
        request = botocore.awsrequest.AWSRequest("PUT", endpoint + path)
        for name, value in {
            "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-decoded-content-length": "5",
            "x-amz-trailer": "x-amz-checksum-crc32",
            "content-encoding": "aws-chunked",
        }.items():
            request.headers[name] = value
        request.context["payload_signing_enabled"] = False
        auth = botocore.auth.S3SigV4Auth(keys, "s3", "local")
        auth.payload = lambda each: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        auth.add_auth(request)
        sent = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:" + told + b"\r\n\r\n"
        connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))
        connection.request("PUT", path, sent, dict(request.headers.items()))
        answer = connection.getresponse()
        return answer.status, answer.read()

    status, said = send("right", b"NhCmhg==")
    assert status == 200, said
    assert body("right") == b"hello"
    status, said = send("wrong", b"AAAAAA==")
    assert status == 400 and b"BadDigest" in said, (status, said)
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="wrong")


def chunks():
    """Signed chunks have to be of the announced length and end with an empty one."""
    import datetime
    import hmac

    access, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    kind = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    host = endpoint.removeprefix("http://")

    def sign(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256)

    def send(key, announced, pieces, corrupt=False):
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        scope = now[:8] + "/local/s3/aws4_request"
        signing = ("AWS4" + secret).encode()
        for each in scope.split("/"):
            signing = sign(signing, each).digest()
        headers = {"host": host, "x-amz-content-sha256": kind, "x-amz-date": now, "x-amz-decoded-content-length": str(announced)}
        names = ";".join(headers)
        told = "\n".join(["PUT", "/" + bucket + "/" + key, ""] + [k + ":" + v for k, v in headers.items()] + ["", names, kind])
        told = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(told.encode()).hexdigest()])
        last = sign(signing, told).hexdigest()
        headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (access, scope, names, last)
        sent = b""
        for piece in pieces:
            sums = [hashlib.sha256(each).hexdigest() for each in (b"", piece)]
            last = sign(signing, "\n".join(["AWS4-HMAC-SHA256-PAYLOAD", now, scope, last] + sums)).hexdigest()
            sent += b"%x;chunk-signature=%s\r\n%s\r\n" % (len(piece), b"0" * 64 if corrupt else last.encode(), piece)
        connection = http.client.HTTPConnection(host)
        connection.request("PUT", "/" + bucket + "/" + key, sent, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    first, second = b"a" * 65536, b"b" * 100
    status, said = send("right", 65636, [first, second, b""])
    assert status == 200 and body("right") == first + second, said
    for key, announced, pieces in (
        ("beyond", 65600, [first, second, b""]),
        ("short", 65700, [first, second, b""]),
        ("open", 65636, [first, second]),
    ):
        status, said = send(key, announced, pieces)
        assert status == 400 and b"IncompleteBody" in said, (key, status, said)
        refused("NoSuchKey", s3.get_object, Bucket=bucket, Key=key)
    status, said = send("forged", 100, [second, b""], corrupt=True)
    assert status == 403 and b"SignatureDoesNotMatch" in said and b"Check your key" in said, said
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="forged")


def unsigned():
    s3.put_object(Bucket=bucket, Key="secret", Body=b"secret")
    s3.put_object(Bucket=bucket, Key="u", Body=b"before")
    put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "u"}, ExpiresIn=300)
    for name, value in {
        "x-amz-copy-source": "/" + bucket + "/secret",
        "X-Amz-Meta-Role": "admin",
        "x-amz-metadata-directive": "REPLACE",
    }.items():
        try:
            urllib.request.urlopen(urllib.request.Request(put, data=b"", method="PUT", headers={name: value}))
            raise AssertionError("a header that nobody signed was believed: " + name)
        except urllib.error.HTTPError as e:
            assert e.code == 403 and b"not signed" in e.read()
    assert body("u") == b"before"
    signed = s3.generate_presigned_url(
        "put_object", Params={"Bucket": bucket, "Key": "u", "Metadata": {"role": "x"}}, ExpiresIn=300
    )
    sent = urllib.request.Request(signed, data=b"after", method="PUT", headers={"x-amz-meta-role": "x"})
    assert urllib.request.urlopen(sent).status == 200
    assert body("u") == b"after"


def versions():
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    first = s3.put_object(Bucket=bucket, Key="v", Body=b"one")["VersionId"]
    second = s3.put_object(Bucket=bucket, Key="v", Body=b"two")["VersionId"]
    marker = s3.delete_object(Bucket=bucket, Key="v")
    assert marker["DeleteMarker"]
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="v")
    assert body("v", VersionId=first) == b"one"
    listed = s3.list_object_versions(Bucket=bucket)
    assert [each["VersionId"] for each in listed["Versions"]] == [second, first], listed
    s3.delete_object(Bucket=bucket, Key="v", VersionId=marker["VersionId"])
    assert body("v") == b"two"


def copies():
    s3.put_object(Bucket=bucket, Key="from me", Body=b"copy", Metadata={"a": "b"})
    s3.copy_object(Bucket=bucket, Key="to/é", CopySource={"Bucket": bucket, "Key": "from me"})
    head = s3.head_object(Bucket=bucket, Key="to/é")
    assert head["Metadata"] == {"a": "b"} and body("to/é") == b"copy", head
    s3.copy_object(Bucket=bucket, Key="from me", CopySource={"Bucket": bucket, "Key": "from me"}, Metadata={"c": "d"}, MetadataDirective="REPLACE")
    assert s3.head_object(Bucket=bucket, Key="from me")["Metadata"] == {"c": "d"}
    refused("NoSuchKey", s3.copy_object, Bucket=bucket, Key="x", CopySource={"Bucket": bucket, "Key": "none"})


def batches():
    for i in range(30):
        s3.put_object(Bucket=bucket, Key="b%d" % i, Body=b"")
    done = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "b%d" % i} for i in range(29)] + [{"Key": "none"}]})
    assert len(done["Deleted"]) == 30 and "Errors" not in done, done
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["b29"]
    refused("BucketNotEmpty", s3.delete_bucket, Bucket=bucket)


def refusals():
    refused("NoSuchBucket", s3.list_objects_v2, Bucket="no-such-bucket-here")
    refused("NoSuchBucket", s3.put_object, Bucket="no-such-bucket-here", Key="a", Body=b"")
    refused("404", s3.head_bucket, Bucket="no-such-bucket-here")
    refused("BucketAlreadyOwnedByYou", s3.create_bucket, Bucket=bucket)
    wrong = boto3.client("s3", endpoint_url=endpoint, aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="wrong")
    refused("SignatureDoesNotMatch", wrong.list_buckets)
    nobody = boto3.client("s3", endpoint_url=endpoint, aws_access_key_id="0" * 32, aws_secret_access_key="wrong")
    refused("InvalidAccessKeyId", nobody.list_buckets)
    refused("InvalidURI", s3.get_object, Bucket=bucket, Key="../../etc/passwd")
    for method in ("GET", "PUT", "DELETE"):
        connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))
        connection.request(method, "/" + bucket + "/%FF", b"")
        answer = connection.getresponse()
        assert answer.status == 400 and b"<Code>InvalidURI</Code>" in answer.read(), (method, answer.status)
    for length in range(1, 5):
        refused("InvalidURI", s3.put_object, Bucket=bucket, Key="../../up", Body=b"o" * length)
        # What was not sent of the refused body is not taken from what comes next.
        s3.put_object(Bucket=bucket, Key="/etc/passwd", Body=b"in")
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["/etc/passwd"]


s3.create_bucket(Bucket=bucket)
globals()[deed]()
print("done")
