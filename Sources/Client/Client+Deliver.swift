// SPDX-License-Identifier: Apache-2.0
//
// Delivering an outbox: one parcel after another, each until it is known what became of its facts.
//
// Law: what to send, how often and when to rest is `OutboxMachine`'s to say; here its answers meet the
// files. A parcel leaves its file only for an answer. A damaged file is set aside and told by name,
// and those behind it go on. What is put meanwhile is delivered too.

import Glibc
public import Wire
import Workers

/// What became of a parcel.
public enum Delivery: Sendable {
    /// Every fact is journaled, an outcome each, and the file is gone.
    case journaled(KeptParcel, [Outcome])
    case setAside(KeptParcel, AsideReason)
}

extension Client {
    /// Delivers what an outbox keeps, and returns once it is empty or the limit has passed.
    ///
    /// Throws `.outbox` with `busy` when another process has been delivering it all the while, or
    /// with what the files declined; `.connection`. Whatever is thrown, nothing is lost, and calling
    /// again goes on.
    ///
    /// - Parameter report: what became of each parcel, in order, after its file was moved or removed.
    /// - Returns: how many still wait.
    @discardableResult
    public func deliver(
        _ outbox: Outbox, within limit: Duration, report: (Delivery) -> Void = { _ in }
    ) throws(ClientError) -> Int {
        let deadline = clock.now.steadyMilliseconds + limit.milliseconds
        let lock = try awaitLock(of: outbox, until: deadline)
        defer { withExtendedLifetime(lock) {} }
        var machine = OutboxMachine(client: name)
        while true {
            let kept = try stored { () throws(OutboxError) in try outbox.waiting() }
            if kept.isEmpty { return 0 }
            for parcel in kept {
                guard let end = try deliver(parcel, of: outbox, with: &machine, until: deadline)
                else { return try stored { () throws(OutboxError) in try outbox.waiting().count } }
                report(end)
            }
        }
    }

    private func awaitLock(
        of outbox: Outbox, until deadline: Int64
    ) throws(ClientError) -> FolderLock {
        try stored { () throws(OutboxError) in
            while true {
                if let lock = try outbox.deliveryLock() { return lock }
                guard clock.now.steadyMilliseconds < deadline else {
                    throw OutboxError(
                        .busy, "flock", outbox.folder, "another process delivers this outbox")
                }
                _ = poll(nil, 0, Client.lockPollMilliseconds)
            }
        }
    }

    /// How often to look whether another process is done delivering; flock has no time limit.
    private static var lockPollMilliseconds: Int32 { 20 }

    /// One parcel until it has left its place; nil when the deadline comes first.
    private func deliver(
        _ kept: KeptParcel, of outbox: Outbox, with machine: inout OutboxMachine,
        until deadline: Int64
    ) throws(ClientError) -> Delivery? {
        let parcel: Parcel
        do throws(OutboxError) {
            parcel = try outbox.read(kept)
        } catch  where error.kind == .damaged {
            return try setAside(kept, .damaged(error.text), in: outbox)
        } catch {
            throw .outbox(error)
        }
        var unsent: [[UInt8]]?
        var news = machine.step(.put(parcel), at: clock.now)
        while true {
            for output in news {
                switch output {
                case .send(let frames): unsent = frames
                case .settled(_, let outcomes): return try settle(kept, outcomes, in: outbox)
                case .setAside(_, let why):
                    return try setAside(kept, AsideReason(why), in: outbox)
                }
            }
            guard clock.now.steadyMilliseconds < deadline else { return nil }
            let received = try turn(&unsent, until: min(deadline, machine.wakeAt ?? deadline))
            news = machine.step(received.map(OutboxInput.received) ?? .tick, at: clock.now)
        }
    }
}

extension Client {
    private func settle(
        _ kept: KeptParcel, _ outcomes: [Outcome], in outbox: Outbox
    ) throws(ClientError) -> Delivery {
        guard outcomes.allSatisfy(\.isJournaled) else {
            return try setAside(kept, .notTaken(outcomes), in: outbox)
        }
        try stored { () throws(OutboxError) in try outbox.remove(kept) }
        return .journaled(kept, outcomes)
    }

    private func setAside(
        _ kept: KeptParcel, _ reason: AsideReason, in outbox: Outbox
    ) throws(ClientError) -> Delivery {
        try stored { () throws(OutboxError) in try outbox.setAside(kept, reason) }
        return .setAside(kept, reason)
    }

    private func stored<Result>(
        _ body: () throws(OutboxError) -> Result
    ) throws(ClientError) -> Result {
        do throws(OutboxError) {
            return try body()
        } catch {
            throw .outbox(error)
        }
    }
}

extension AsideReason {
    fileprivate init(_ why: SetAside) {
        switch why {
        case .declined(let header): self = .declined(header)
        case .tooLarge(let index): self = .tooLarge(index: index)
        case .notUnderstood: self = .notUnderstood
        }
    }
}
