"""The caller of the laboratory: python client.py JSON, a list of {url, host, n, parallel, pause, method, type, agent}."""

import http.client
import json
import sys
import threading
import time


def run(job):
    queue = list(range(job.get("n", 1)))
    lock = threading.Lock()

    def work():
        connection = None
        while True:
            with lock:
                if not queue:
                    return
                i = queue.pop(0)
            try:
                if connection is None:
                    connection = http.client.HTTPConnection(job["ip"], job["port"], timeout=job.get("timeout", 60))
                headers = {"host": job["host"], "user-agent": job.get("agent", "shop-client/2.4")}
                if job.get("type"):
                    headers["content-type"] = job["type"]
                connection.request(job.get("method", "GET"), job["path"].replace("{i}", str(i)),
                                   body=job.get("body"), headers=headers)
                answer = connection.getresponse()
                answer.read()
                if job.get("close"):
                    connection.close()
                    connection = None
            except OSError:
                connection = None
            except http.client.HTTPException:
                connection = None
            time.sleep(job.get("pause", 0))

    threads = [threading.Thread(target=work) for _ in range(job.get("parallel", 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


for item in json.loads(sys.argv[1]):
    run(item)
