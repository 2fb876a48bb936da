// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a kept parcel: read, removed once journaled, or set aside with its reason.
//
// Law: the reason is on disk before the parcel moves, so no parcel lies aside without one. A crash
// between the two leaves the parcel where it was, to be sent and set aside again.

public import Pipeline
public import Wire
import Workers

/// Why a parcel was set aside.
public enum AsideReason: Hashable, Sendable {
    /// An outcome each; some fact is not journaled.
    case notTaken([Outcome])
    /// The worker declined the request for good.
    case declined(Header)
    /// The fact at that index is larger than a frame may be.
    case tooLarge(index: Int)
    /// The worker's answer doesn't fit the request.
    case notUnderstood
    /// The file is not what was written.
    case damaged(String)

    /// The first line of the reason's file: a stable word, a colon, a sentence.
    public var line: String {
        switch self {
        case .notTaken(let outcomes):
            let count = outcomes.count { !$0.isJournaled }
            return "NOT_TAKEN: \(count) of \(outcomes.count) facts were not journaled"
        case .declined(let header):
            return "DECLINED: \(header.reason ?? header.status?.rawValue ?? "?")"
                + (header.message.map { ", " + $0 } ?? "")
        case .tooLarge(let index): return "TOO_LARGE: fact \(index) is larger than a frame may be"
        case .notUnderstood: return "NOT_UNDERSTOOD: the answer doesn't fit the request"
        case .damaged(let text): return "DAMAGED: \(text)"
        }
    }

    /// The reason's file: the line, then an outcome a line, in JSON.
    fileprivate var fileBytes: [UInt8] {
        var bytes = Array((line + "\n").utf8)
        if case .notTaken(let outcomes) = self {
            for outcome in outcomes { bytes += WireCodec.encode(outcome, as: .json) + [10] }
        }
        return bytes
    }
}

extension Outbox {
    /// The facts of a parcel, waiting or set aside; nil for one that can't be read as a fact.
    ///
    /// Throws `damaged` with the file's name, or `failed`.
    public func facts(of kept: KeptParcel) throws(OutboxError) -> [Fact?] {
        let isWaiting = try waiting().contains(kept)
        let parcel = try read(kept, in: isWaiting ? folder : asideFolder)
        return parcel.bodies.map {
            try? WireCodec.decode(Fact.self, from: $0, as: parcel.encoding, strictness: .lenient)
        }
    }

    /// The first line of why a parcel was set aside; nil for one that wasn't.
    public func reason(of kept: KeptParcel) throws(OutboxError) -> String? {
        guard try Disk.names(in: asideFolder).contains(kept.reasonName) else { return nil }
        let bytes = try Disk.read("\(asideFolder)/\(kept.reasonName)", atMost: 64 << 20)
        return String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
    }

    func read(_ kept: KeptParcel) throws(OutboxError) -> Parcel { try read(kept, in: folder) }

    private func read(_ kept: KeptParcel, in folder: String) throws(OutboxError) -> Parcel {
        let path = "\(folder)/\(kept.name)"
        let bytes = try Disk.read(path, atMost: Outbox.parcelBytesMax)
        do throws(ParcelDamage) {
            return try Parcel(fileBytes: bytes)
        } catch {
            throw OutboxError(.damaged, "read", path, error.text)
        }
    }

    /// Not synced: a parcel that comes back after a power cut is sent again with the same ids.
    func remove(_ kept: KeptParcel) throws(OutboxError) {
        try Disk.remove("\(folder)/\(kept.name)")
    }

    func setAside(_ kept: KeptParcel, _ reason: AsideReason) throws(OutboxError) {
        try Disk.makeFolder(asideFolder)
        try Disk.publish(reason.fileBytes, as: kept.reasonName, in: asideFolder)
        try Disk.move("\(folder)/\(kept.name)", to: "\(asideFolder)/\(kept.name)")
        try Disk.sync(folder: asideFolder)
        try Disk.sync(folder: folder)
    }

    /// Puts a parcel that was set aside behind those that wait. Its facts keep their ids; the request
    /// gets a new one, since ingest remembers for a while what it refused.
    ///
    /// Throws `damaged` for a torn file, which stays where it is; `full`, `failed`. A crash in the
    /// midst leaves both, and then the facts are sent twice and count once.
    @discardableResult
    public func putBack(_ kept: KeptParcel) throws(OutboxError) -> KeptParcel {
        var parcel = try read(kept, in: asideFolder)
        parcel.id = .random()
        let again = try put(parcel)
        try Disk.remove("\(asideFolder)/\(kept.name)")
        if try Disk.names(in: asideFolder).contains(kept.reasonName) {
            try Disk.remove("\(asideFolder)/\(kept.reasonName)")
        }
        return again
    }

    /// The right to deliver; nil while another has it.
    func deliveryLock() throws(OutboxError) -> FolderLock? {
        try FolderLock(ifFree: folder + "/.delivering.lock")
    }
}

extension KeptParcel {
    fileprivate var reasonName: String { name + ".reason" }
}

extension Outcome {
    /// Whether the fact is in the journal as it was sent.
    public var isJournaled: Bool { kind == .created || kind == .exists }
}
