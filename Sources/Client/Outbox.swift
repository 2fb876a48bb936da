// SPDX-License-Identifier: Apache-2.0
//
// An outbox: a private folder that keeps facts until a worker has them, a file a parcel.
//
// Law: once `put` returned, the parcel is on disk under its name, and stays until it is known that
// every fact in it is journaled; then its file is removed, after which a crash may bring it back to be
// sent again with the same ids. A parcel of which a fact can't be journaled moves to `set-aside`,
// with the reason in a file beside it. So nothing ever leaves but by being journaled or by a person.
//
// Names are `NUMBER-REQUEST.parcel`, the number of sixteen digits; the order of the numbers is that
// of delivery. Many processes may put (`.putting.lock`, for the length of a write); one delivers
// (`.delivering.lock`). A file under way is called `.writing`, and a crash's remains of one, which
// nobody was told is kept, are written over. How a file looks inside is in `ParcelFile`.

public import Pipeline
public import Wire
import Workers

/// The storage of an outbox.
public struct Outbox: Sendable {
    /// The most facts of a parcel, which is also the most that ingest takes of a request.
    public static let parcelFactsMax = 10_000
    /// The most bytes of a parcel; half of what ingest holds at a time, or it would be shed for ever.
    public static let parcelBytesMax = 32 << 20
    static let suffix = ".parcel"

    public let folder: String
    var asideFolder: String { folder + "/set-aside" }

    /// Opens an outbox, made with mode 0700 when it is not there.
    public init(folder: String) throws(OutboxError) {
        self.folder = folder
        try Disk.makeFolder(folder)
    }

    /// Keeps facts, behind all that are kept already. Once it returns they survive a power cut.
    ///
    /// Throws `tooLarge`, `full`, `failed`; then nothing is kept.
    @discardableResult
    public func put(
        _ facts: [Fact], as encoding: Encoding = .protobuf, allOrNothing: Bool = false
    ) throws(OutboxError) -> KeptParcel {
        let parcel = Parcel(
            id: .random(), encoding: encoding, allOrNothing: allOrNothing,
            bodies: facts.map { WireCodec.encode($0, as: encoding) })
        return try put(parcel)
    }

    func put(_ parcel: Parcel) throws(OutboxError) -> KeptParcel {
        let bytes = try checked(parcel)
        let lock = try FolderLock(folder + "/.putting.lock")
        defer { withExtendedLifetime(lock) {} }
        let last = max(try waiting().last?.number ?? 0, try setAside().last?.number ?? 0)
        let digits = String(last + 1)
        let number = String(repeating: "0", count: max(0, 16 - digits.count)) + digits
        let name = "\(number)-\(parcel.id.text)\(Outbox.suffix)"
        try Disk.publish(bytes, as: name, in: folder)
        return KeptParcel(name: name)
    }

    private func checked(_ parcel: Parcel) throws(OutboxError) -> [UInt8] {
        if let index = parcel.bodies.firstIndex(where: { $0.count > CallMachine.frameBytesMax }) {
            throw OutboxError(
                .tooLarge, "put", folder, "fact \(index) is larger than a frame may be, 4 MiB")
        }
        guard (1...Outbox.parcelFactsMax).contains(parcel.bodies.count) else {
            throw OutboxError(
                .tooLarge, "put", folder, "a parcel has 1 to \(Outbox.parcelFactsMax) facts")
        }
        let bytes = parcel.fileBytes
        guard bytes.count <= Outbox.parcelBytesMax else {
            throw OutboxError(
                .tooLarge, "put", folder, "a parcel has at most \(Outbox.parcelBytesMax) bytes")
        }
        return bytes
    }

    /// What waits, in the order of delivery.
    public func waiting() throws(OutboxError) -> [KeptParcel] { try Outbox.parcels(in: folder) }

    /// What was set aside, in the order in which it was put.
    public func setAside() throws(OutboxError) -> [KeptParcel] {
        try Outbox.parcels(in: asideFolder)
    }

    private static func parcels(in folder: String) throws(OutboxError) -> [KeptParcel] {
        try Disk.names(in: folder).filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }
            .map(KeptParcel.init(name:)).sorted { $0.number < $1.number }
    }
}

/// A parcel by the name of its file.
public struct KeptParcel: Hashable, Sendable {
    public let name: String

    /// Its place in the order; 0 for a name without one, which goes first.
    public var number: Int64 { Int64(name.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
}
