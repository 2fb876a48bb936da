# SPDX-License-Identifier: Apache-2.0
#
# A client of Groundbreak in plain Python: pyzmq and json, nothing else.
#
# A message is the frames "", header, body, body ...; each fact is a body of its own. A request may
# be sent as often as one likes while its request id and its fact ids stay the same: each fact
# counts once, and a repeat is answered with its first position. So make the ids once, and send
# until there is an answer or the time is up.

import json
import sys
import time
import uuid

import zmq

SEND_AGAIN_STATUSES = {"UNAVAILABLE", "RESOURCE_EXHAUSTED"}
SEND_AGAIN_OUTCOMES = {"NOT_JOURNALED", "UNKNOWN"}


class Failed(Exception):
    """The worker answered with a status other than OK."""


class Client:
    """A connection to one worker."""

    def __init__(self, endpoint):
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.connect(endpoint)

    def ask(self, method, *bodies, seconds=8.0):
        """Sends a request until it is answered; returns the bodies of the reply.

        Raises Failed, or TimeoutError: then facts may be logged or not, and asking again with the
        same fact ids is safe."""
        request_id, wait = str(uuid.uuid4()), 1.0
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            header = {"version": 1, "kind": "REQUEST", "method": method, "requestId": request_id,
                      "timeoutMs": int(left * 1000) + 1, "client": "groundbreak.py"}
            self._send(header, *bodies)
            retry_at = min(deadline, time.monotonic() + wait)
            reply = self._reply_to(request_id, retry_at)
            if reply and not self._asks_to_send_again(*reply):
                header, results = reply
                if header["status"] != "OK":
                    raise Failed(f"{header['status']} {header.get('reason', '')}: "
                                 f"{header.get('message', '')} {header.get('violations', '')}")
                return results
            if reply:
                hint = int(reply[0].get("retryAfterMs", wait * 1000)) / 1000
                time.sleep(max(0, min(hint, deadline - time.monotonic())))
            wait = min(wait * 2, 8.0)
        raise TimeoutError(f"{method}: no answer within {seconds} s")

    def _send(self, *parts):
        try:
            frames = [json.dumps(part).encode() for part in parts]
            self.socket.send_multipart([b"", *frames], zmq.DONTWAIT)
        except zmq.Again:
            pass  # the queue is full or nobody is there: the next round tries again

    def _reply_to(self, request_id, until):
        """Header and bodies of the reply to a request; replies to older requests are dropped."""
        while (left := until - time.monotonic()) > 0:
            if self.socket.poll(int(left * 1000) + 1):
                _, *frames = self.socket.recv_multipart()
                header, *results = map(json.loads, frames)
                if header.get("requestId") == request_id:
                    return header, results
        return None

    @staticmethod
    def _asks_to_send_again(header, results):
        if header["status"] != "OK":
            return header["status"] in SEND_AGAIN_STATUSES
        outcomes = [outcome for body in results for outcome in body.get("outcomes", [])]
        return any(outcome["kind"] in SEND_AGAIN_OUTCOMES for outcome in outcomes)


def fact(subject, unit, day, **kind):
    """A fact with an id of its own; keep it as it is for every retry."""
    return {"id": str(uuid.uuid4()), "subject": subject, "unit": unit, "effectiveOn": day, **kind}


def yuan(ten_thousands):
    """Whole 万元 as an amount: money on the wire is fen, and an int64 in JSON is a string."""
    return {"minorUnits": str(ten_thousands * 1_000_000), "currency": "CNY"}


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: groundbreak.py INGEST QUERY UNIT   (as tcp://127.0.0.1:5710 ... dongling)")
    ingest, query, unit = Client(sys.argv[1]), Client(sys.argv[2]), sys.argv[3]
    project = "PY-" + uuid.uuid4().hex[:8]
    facts = [
        fact(project, unit, "2024-06-12", projectSigned={
            "agreement": "CONTRACT", "name": "示例电子元件项目", "investor": "某省示例电子有限公司",
            "origin": "OUT_OF_PROVINCE", "hostUnit": unit, "industry": "C39",
            "totalInvestment": yuan(2180)}),
        fact(project, unit, "2024-06-20", projectStored={}),
    ]
    outcomes = ingest.ask("ingest.v1/LogFacts", *facts)[0]["outcomes"]
    for outcome in outcomes:
        print(outcome["kind"], outcome.get("position", ""), outcome.get("violations", ""))
    last = max(int(outcome.get("position", 0)) for outcome in outcomes)
    progress = query.ask("query.v1/Progress", {
        "unit": unit, "asOf": "2024-06-30", "atLeastPosition": str(last)})[0]
    for figure in progress["figures"]:
        print(f"{figure['label']}: {figure.get('text', '—')}")
