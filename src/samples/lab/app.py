"""The application of the laboratory: python app.py IP PORT NAME [first=CODE] [always=CODE] [slow=SECONDS]."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

ip, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
options = dict(part.split("=") for part in sys.argv[4:])
seen = threading.Lock()
failed = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "shop", ""

    def answer(self):
        sent = self.rfile.read(int(self.headers.get("content-length") or 0))
        code = 200
        with seen:
            if "first" in options and self.path.startswith("/flaky") and self.path not in failed:
                failed.append(self.path)
                code = int(options["first"])
        code = int(options.get("always", code))
        if self.path.startswith("/slow") or "slow" in options:
            time.sleep(float(options.get("slow", 0.4)))
        body = (json.dumps({"service": name, "path": self.path}) if code < 400
                else '{"error":"no database connection"}').encode()
        if self.headers.get("content-type") == "application/grpc":
            body = sent
        self.send_response(code)
        self.send_header("content-type", self.headers.get("content-type", "application/json"))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128

    def server_bind(self):  # without the reverse name lookup of HTTPServer, which waits for a DNS server
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ip, port


Server((ip, port), Handler).serve_forever()
