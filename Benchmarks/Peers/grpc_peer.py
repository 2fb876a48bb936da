# SPDX-License-Identifier: Apache-2.0
#
# What a service on Python's grpcio (C inside) costs before it thinks: each request of so many bytes is
# answered with a constant of so many. The client is grpcio too; bytes go as they are, without protobuf.
#
#     grpc_peer.py serve PORT BYTES
#     grpc_peer.py ask PORT BYTES COUNT    the median delay in µs one at a time; requests a second, 64 in flight
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

METHOD = "/peer.Constant/Ask"


def serve(port, size):
    answer = bytes(size)
    handler = grpc.unary_unary_rpc_method_handler(lambda request, context: answer)
    server = grpc.server(ThreadPoolExecutor(max_workers=8))
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler("peer.Constant", {"Ask": handler})]
    )
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    server.wait_for_termination()


def ask(port, size, count):
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    grpc.channel_ready_future(channel).result(timeout=30)
    call, request = channel.unary_unary(METHOD), bytes(size)
    for _ in range(min(count, 200)):
        call(request)
    delays = []
    for _ in range(count):
        start = time.perf_counter()
        call(request)
        delays.append(time.perf_counter() - start)
    print(sorted(delays)[count // 2] * 1e6)
    start = time.perf_counter()
    flying = []
    for _ in range(count):
        if len(flying) == 64:
            flying.pop(0).result()
        flying.append(call.future(request))
    for future in flying:
        future.result()
    print(count / (time.perf_counter() - start))


work, *numbers = sys.argv[1:]
{"serve": serve, "ask": ask}[work](*map(int, numbers))
