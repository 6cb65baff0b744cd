"""Serves moto on a free port of the loopback, with its gaps filled and a platform's accounts in it.

Reads from stdin a line of JSON that says what to seed, writes a line of JSON that says where it listens, and ends when
its stdin does: so it never outlives who started it. Its log goes to stderr.
"""

import json
import os
import sys
import threading

import gaps
from seed import seed
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server


def main() -> None:
    gaps.install()
    seed(json.loads(sys.stdin.readline()))
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True)
    # moto calls itself here and there.
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()


main()
