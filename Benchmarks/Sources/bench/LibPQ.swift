// SPDX-License-Identifier: Apache-2.0
//
// PostgreSQL's C interface, looked up in its library at run time: so the benchmarks build without it, and
// only who measures beside PostgreSQL installs it. As much of it as one connection needs that sends
// prepared statements and COPY in binary form.

import Glibc

/// The functions of libpq that are used here.
struct LibPQ {
    typealias Text = UnsafePointer<CChar>
    typealias Words = UnsafePointer<Text?>
    typealias Numbers = UnsafePointer<Int32>

    let connect: @convention(c) (Text) -> OpaquePointer?
    let status: @convention(c) (OpaquePointer?) -> Int32
    let finish: @convention(c) (OpaquePointer?) -> Void
    let errorMessage: @convention(c) (OpaquePointer?) -> Text?
    let exec: @convention(c) (OpaquePointer?, Text) -> OpaquePointer?
    let prepare: @convention(c) (OpaquePointer?, Text, Text, Int32, Numbers?) -> OpaquePointer?
    let execPrepared:
        @convention(c) (OpaquePointer?, Text, Int32, Words, Numbers, Numbers, Int32) ->
            OpaquePointer?
    let sendQuery: @convention(c) (OpaquePointer?, Text) -> Int32
    let getResult: @convention(c) (OpaquePointer?) -> OpaquePointer?
    let putCopyData: @convention(c) (OpaquePointer?, Text, Int32) -> Int32
    let putCopyEnd: @convention(c) (OpaquePointer?, Text?) -> Int32
    let resultStatus: @convention(c) (OpaquePointer?) -> Int32
    let tuples: @convention(c) (OpaquePointer?) -> Int32
    let value: @convention(c) (OpaquePointer?, Int32, Int32) -> Text?
    let clear: @convention(c) (OpaquePointer?) -> Void

    struct Missing: Error, CustomStringConvertible {
        let description = "libpq is not installed; next: scripts/bench-peers"
    }

    init() throws {
        guard let library = dlopen("libpq.so.5", RTLD_NOW) else { throw Missing() }
        func symbol<F>(_ name: String) throws -> F {
            guard let address = dlsym(library, name) else { throw Missing() }
            return unsafeBitCast(address, to: F.self)
        }
        connect = try symbol("PQconnectdb")
        status = try symbol("PQstatus")
        finish = try symbol("PQfinish")
        errorMessage = try symbol("PQerrorMessage")
        exec = try symbol("PQexec")
        prepare = try symbol("PQprepare")
        execPrepared = try symbol("PQexecPrepared")
        sendQuery = try symbol("PQsendQuery")
        getResult = try symbol("PQgetResult")
        putCopyData = try symbol("PQputCopyData")
        putCopyEnd = try symbol("PQputCopyEnd")
        resultStatus = try symbol("PQresultStatus")
        tuples = try symbol("PQntuples")
        value = try symbol("PQgetvalue")
        clear = try symbol("PQclear")
    }
}

/// A connection.
final class PostgresConnection {
    private let library: LibPQ
    private let connection: OpaquePointer?

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// `ExecStatusType`: a command that gave no rows, rows, a COPY that waits for data.
    private enum Status {
        static let done: Int32 = 1
        static let rows: Int32 = 2
        static let copyIn: Int32 = 4
    }

    init(_ library: LibPQ, _ parameters: String) throws {
        self.library = library
        connection = library.connect(parameters)
        guard library.status(connection) == 0 else {
            let text = PostgresConnection.complaint(library, connection)
            library.finish(connection)
            throw Failed(description: text)
        }
    }

    deinit { library.finish(connection) }

    /// Runs statements without parameters; the first value of the last one's first row.
    @discardableResult func run(_ sql: String) throws -> String? {
        try take(library.exec(connection, sql))
    }

    func prepare(_ name: String, _ sql: String) throws {
        try take(library.prepare(connection, name, sql, 0, nil))
    }

    /// Runs a prepared statement with parameters in binary form.
    func run(prepared name: String, _ parameters: BinaryParameters) throws -> String? {
        try parameters.bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            let words = parameters.offsets.map { LibPQ.Text?(base + $0) }
            let formats = [Int32](repeating: 1, count: words.count)
            return try take(
                library.execPrepared(
                    connection, name, Int32(words.count), words, parameters.lengths, formats, 0))
        }
    }

    /// Begins with statements of which the last is a COPY, sends its data, and ends with others.
    ///
    /// - Returns: the first value of the rows that the last ones gave.
    func copy(_ begin: String, _ data: [UInt8], _ end: String) throws -> String? {
        try take(library.exec(connection, begin))
        let sent = data.withUnsafeBytes {
            library.putCopyData(
                connection, $0.baseAddress!.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        guard sent == 1, library.putCopyEnd(connection, nil) == 1 else { throw failure }
        _ = try takeAll()
        guard library.sendQuery(connection, end) == 1 else { throw failure }
        return try takeAll()
    }

    private func takeAll() throws -> String? {
        var value: String?
        while let result = library.getResult(connection) { value = try take(result) ?? value }
        return value
    }

    @discardableResult private func take(_ result: OpaquePointer?) throws -> String? {
        defer { library.clear(result) }
        switch library.resultStatus(result) {
        case Status.done, Status.copyIn: return nil
        case Status.rows:
            guard library.tuples(result) > 0 else { return nil }
            return library.value(result, 0, 0).map { String(cString: $0) }
        default: throw failure
        }
    }

    private var failure: Failed {
        Failed(description: PostgresConnection.complaint(library, connection))
    }

    private static func complaint(_ library: LibPQ, _ connection: OpaquePointer?) -> String {
        library.errorMessage(connection).map { String(cString: $0) } ?? "PostgreSQL failed"
    }
}
