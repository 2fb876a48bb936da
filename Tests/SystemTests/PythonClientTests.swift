// SPDX-License-Identifier: Apache-2.0
//
// A foreign client: clients/python/groundbreak.py, with the system's Python and its pyzmq. It shares
// no line with the program, so it tells whether the protocol is what the documents say.

import Foundation
import Pipeline
import Testing
import Wire

extension SystemTests {
    @Suite struct PythonClientTests {
        private static let python = URL(filePath: "/usr/bin/python3")
        private static let folder = Checkout.root.appending(path: "clients/python")

        private func units(_ installed: Installed) throws {
            try installed.logAll([
                try fact(
                    "unitDefined", "dongling", unit: nil, on: "2024-01-01", "name=东岭镇",
                    "kind=TOWN")
            ])
        }

        @Test(arguments: Transport.allCases)
        func aSigningIsSeenInTheAnswer(over transport: Transport) throws {
            try Installed.use(transport) { installed in
                try installed.launch("serve")
                try units(installed)
                let script = PythonClientTests.folder.appending(path: "groundbreak.py").path
                let ended = try installed.foreign(
                    PythonClientTests.python,
                    [script, installed.ingest, installed.query, "dongling"])
                #expect(ended.status == 0, "\(ended.error)")
                let lines = ended.output.split(separator: "\n").map(String.init)
                #expect(lines.first?.hasPrefix("CREATED 2") == true, "\(ended.output)")
                #expect(lines.dropFirst().first?.hasPrefix("CREATED 3") == true)
                #expect(lines.contains { $0.hasPrefix("新签约入库") && $0.hasSuffix(": 1") })
                #expect(lines.contains { $0.contains("2,180") }, "\(ended.output)")
            }
        }

        @Test func theSameIDsCountOnceAndOthersAreNamed() throws {
            try Installed.use { installed in
                try installed.launch("serve")
                try units(installed)
                let script = """
                    import sys
                    sys.path.insert(0, sys.argv[3])
                    sys.dont_write_bytecode = True
                    from groundbreak import Client, Failed, fact, yuan
                    ingest, query = Client(sys.argv[1]), Client(sys.argv[2])
                    signed = fact("P", "dongling", "2024-06-12", projectSigned={
                        "agreement": "CONTRACT", "name": "P", "totalInvestment": yuan(2180)})
                    for _ in range(2):
                        print(ingest.ask("ingest.v1/LogFacts", signed)[0]["outcomes"][0]["kind"])
                    signed["projectSigned"]["totalInvestment"] = yuan(2181)
                    print(ingest.ask("ingest.v1/LogFacts", signed)[0]["outcomes"][0]["fields"])
                    try:
                        query.ask("query.v1/Progress", {"unit": "nowhere"})
                    except Failed as error:
                        print(str(error).split()[0])
                    """
                let ended = try installed.foreign(
                    PythonClientTests.python,
                    [
                        "-c", script, installed.ingest, installed.query,
                        PythonClientTests.folder.path,
                    ])
                #expect(
                    ended.output == """
                        CREATED
                        EXISTS
                        ['projectSigned.totalInvestment.minorUnits']
                        NOT_FOUND

                        """, "\(ended.error)")
            }
        }
    }
}
