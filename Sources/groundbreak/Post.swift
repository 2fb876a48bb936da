// SPDX-License-Identifier: Apache-2.0
//
// Facts by way of an outbox: kept first, then delivered behind those that wait already.
//
// Law: once the fact is kept, whatever happens is said in plain words and never as if it were lost:
// journaled, set aside with its reason, or kept and how to deliver it.

import ArgumentParser
import Client
import Pipeline
import Present
import Wire

/// An outbox and the worker that it is meant for.
struct Post {
    let folder: String
    let endpoint: String
    let language: Language

    init(folder: String, endpoint: String, _ language: Language) {
        (self.folder, self.endpoint, self.language) = (folder, endpoint, language)
    }

    func open() throws -> Outbox {
        do throws(OutboxError) {
            return try Outbox(folder: folder)
        } catch {
            throw Console.explain(error)
        }
    }

    /// Keeps a fact and tries to deliver it.
    ///
    /// - Returns: its outcome; nil where another process delivered it.
    func log(_ fact: Fact, within limit: Duration) throws -> Outcome? {
        let outbox = try open()
        let kept: KeptParcel
        do throws(OutboxError) {
            kept = try outbox.put([fact])
        } catch {
            say("没有保存，也没有报送", "neither kept nor sent")
            throw Console.explain(error)
        }
        var outcome: Outcome?
        do {
            try deliver(outbox, within: limit) { delivery in
                switch delivery {
                case .journaled(kept, let outcomes): outcome = outcomes.first
                case .setAside(kept, .notTaken(let outcomes)):
                    outcome = outcomes.first
                    say("已搁置于 \(place(kept))", "set aside as \(place(kept))")
                case .setAside(kept, _): break
                default: report(delivery)
                }
            }
        } catch {
            if try isWaiting(kept, in: outbox) { throw stillKept(fact) }
            throw error
        }
        if let outcome { return outcome }
        if try isWaiting(kept, in: outbox) { throw stillKept(fact) }
        return try elsewhere(kept, in: outbox)
    }

    /// Delivers until the outbox is empty or the limit has passed; gives what still waits.
    @discardableResult
    func deliver(
        _ outbox: Outbox, within limit: Duration, _ report: (Delivery) -> Void
    ) throws -> Int {
        try Console.with(endpoint) { try $0.deliver(outbox, within: limit, report: report) }
    }

    /// One line a parcel.
    func report(_ delivery: Delivery) {
        switch delivery {
        case .journaled(let kept, let outcomes):
            let places = outcomes.compactMap(\.position).map { "\($0)" }.joined(separator: " ")
            say(
                "第 \(kept.number) 号已入账，位置 \(places)",
                "number \(kept.number): journaled at position \(places)")
        case .setAside(let kept, let reason):
            say(
                "第 \(kept.number) 号已搁置（\(reason.line)）：\(place(kept))",
                "number \(kept.number): set aside (\(reason.line)): \(place(kept))")
            guard case .notTaken(let outcomes) = reason else { return }
            for finding in outcomes.flatMap(\.violations) {
                Console.say("  " + Console.line(finding, language: language))
            }
        }
    }
}

extension Post {
    private func say(_ chinese: String, _ english: String) {
        Console.say(Wording(chinese, english)[language])
    }

    private func isWaiting(_ kept: KeptParcel, in outbox: Outbox) throws -> Bool {
        do throws(OutboxError) {
            return try outbox.waiting().contains(kept)
        } catch {
            throw Console.explain(error)
        }
    }

    private func stillKept(_ fact: Fact) -> ExitCode {
        let id = fact.id?.text ?? ""
        say(
            "尚未报送；事实已保存在发件箱 \(folder)，编号 \(id)，请勿重新录入。"
                + "报送：groundbreak outbox send --outbox \(folder)",
            "not delivered yet; the fact is kept in the outbox \(folder), id \(id): do not log it "
                + "anew. To deliver it: groundbreak outbox send --outbox \(folder)")
        return .kept
    }

    /// A parcel that left without an outcome of its fact: set aside, or another process's work.
    private func elsewhere(_ kept: KeptParcel, in outbox: Outbox) throws -> Outcome? {
        let reason: String?
        do throws(OutboxError) {
            reason = try outbox.reason(of: kept)
        } catch {
            throw Console.explain(error)
        }
        if let reason {
            say("已搁置（\(reason)）：\(place(kept))", "set aside (\(reason)): \(place(kept))")
            throw ExitCode.refused
        }
        say("已由另一进程报送并入账", "journaled; another process delivered it")
        return nil
    }

    private func place(_ kept: KeptParcel) -> String { "\(folder)/set-aside/\(kept.name)" }
}
