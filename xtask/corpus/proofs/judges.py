"""Programs that know nothing of ours, each asked what is wrong with a request."""

import http.client
import json
import re
import subprocess
from threading import Thread, Timer
from urllib.parse import parse_qsl, unquote, urlsplit

from recorder import Recorder

# What a client adds for the way to the server, and no document speaks of.
HOP = {"host", "content-length", "transfer-encoding", "connection"}

# So many seconds Prism has to read a document.
STARTS_WITHIN = 180


class OpenApiCore:
    name = "openapi-core"

    def __init__(self, document, _path):
        from openapi_core import Config, OpenAPI

        # What it has no reader for is bytes to it, of which no schema speaks.
        readers = {name: read_json for name in media_types(document)}
        config = Config(spec_validator_cls=None, extra_media_type_deserializers=readers)
        self.api = OpenAPI.from_dict(document, config=config)

    def faults(self, sent):
        try:
            return [text(error) for error in self.api.iter_request_errors(Request(sent))]
        except Exception as error:
            return [text(error)]

    def stop(self):
        pass


def media_types(node):
    """The media types of bodies that may be JSON without being called so."""
    if isinstance(node, dict):
        for name in node["content"] if isinstance(node.get("content"), dict) else []:
            essence = name.split(";")[0].strip().lower()
            if essence in ("*/*", "application/*") or essence.endswith("+json"):
                yield essence
        node = node.values()
    for part in node if not isinstance(node, (str, bytes)) and hasattr(node, "__iter__") else []:
        yield from media_types(part)


def read_json(body, **_parameters):
    """The JSON of a body; what isn't JSON stays as it is."""
    try:
        return json.loads(body)
    except ValueError:
        return body


class Request:
    """A request as openapi-core wants it."""

    def __init__(self, sent):
        from openapi_core.datatypes import RequestParameters
        from werkzeug.datastructures import Headers, ImmutableMultiDict
        from werkzeug.http import parse_cookie

        url = urlsplit(sent.target)
        headers = Headers(sent.headers)
        self.host_url = "http://127.0.0.1"
        # As frameworks give it; an encoded slash separates nothing.
        self.path = unquote(url.path.replace("%2F", "%252F"))
        self.method = sent.method.lower()
        self.content_type = headers.get("content-type", "")
        self.body = sent.body or None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(url.query, keep_blank_values=True)),
            header=headers,
            cookie=parse_cookie(headers.get("cookie")),
        )


def text(error):
    """The message of an error, and of the one that led to it."""
    parts = []
    while error is not None and len(parts) < 4:
        more = getattr(error, "schema_errors", None) or []
        parts.append(" ".join([str(error), *(getattr(one, "message", str(one)) for one in more)]))
        error = error.__cause__
    return " < ".join(parts)


class Prism:
    name = "Prism"

    def __init__(self, _document, path, program):
        # In front of another server it has no responses to make up, which takes it minutes
        # for some schemas.
        self.server = Recorder()
        self.command = [program, "proxy", "--errors", "--port", "0", path, self.server.url]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.port = None
        # Some schemas keep it busy for ever: what is killed says no more.
        limit = Timer(STARTS_WITHIN, self.process.kill)
        limit.start()
        reason = f"it isn't ready within {STARTS_WITHIN} seconds"
        for line in self.process.stdout:
            if found := re.match(r"Error: (.*)|\s+code: '(E[A-Z]+)'", line):
                reason = found[1] or found[2]
            if found := re.search(r"listening on http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                break
        limit.cancel()
        if self.port is None:
            raise RuntimeError(f"Prism doesn't start: {reason}")
        # It logs, and waits for whoever doesn't read that.
        Thread(target=self.process.stdout.read, daemon=True).start()

    def faults(self, sent):
        if self.process.poll() is not None:
            self.start()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(sent.method, sent.target, skip_host=False, skip_accept_encoding=True)
            for name, value in sent.headers:
                if name.lower() not in HOP:
                    connection.putheader(name, value)
            if sent.body or sent.method in ("POST", "PUT", "PATCH"):
                connection.putheader("content-length", str(len(sent.body)))
            connection.endheaders(sent.body)
            response = connection.getresponse()
            return self.said(response.status, response.read())
        except (OSError, http.client.HTTPException) as error:
            self.process.kill()
            self.process.wait()
            return [f"no response: {error}"]
        finally:
            connection.close()

    @staticmethod
    def said(status, body):
        """What Prism says of the request; an error of the response is none."""
        try:
            problem = json.loads(body)
            kind = problem["type"]
        except (ValueError, KeyError, TypeError):
            return []
        if "stoplight.io/prism/errors" not in str(kind):
            return []
        name = kind.rsplit("#", 1)[-1]
        if status >= 500 or name in ("NO_RESPONSE_DEFINED", "NO_COMPLEX_OBJECT_TEXT", "NOT_ACCEPTABLE", "UNKNOWN", "SCHEMA_TOO_COMPLEX"):
            return []
        said = [f"{'.'.join(map(str, one.get('location', [])))}: {one['message']}" for one in problem.get("validation", [])]
        return [f"{status} {name} {'; '.join(said) or problem.get('detail', '')}"]

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.server.stop()
