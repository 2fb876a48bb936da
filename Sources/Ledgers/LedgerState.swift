// SPDX-License-Identifier: Apache-2.0
//
// What is journaled of one ledger: its facts by their derived ids, with what became of each.
//
// The program walks the journal once and hands every fact over; those of the ledger are told by the
// region of their ids (`RowIdentity`), corrections and voids by what they name, whoever logged them.
// Law: handed over in the order of positions, all facts of the journal give the same state as those of
// the ledger alone. Memory is that of the ledger's facts.

public import Pipeline

/// Where a derived id stands in the journal.
public enum LedgerStanding: Hashable, Sendable {
    case unknown
    /// The content in force; its id is that of the newest link, its position that of the first.
    case inForce(LoggedFact)
    case voided(LoggedFact)
}

/// The journaled facts of one ledger.
public struct LedgerState: Sendable {
    private let identity: RowIdentity
    /// As logged, by id; corrections and voids left out.
    private var stated: [FactID: LoggedFact] = [:]
    /// The first fact of the chain that an order belongs to.
    private var roots: [FactID: FactID] = [:]
    private var orders: [FactID: [LoggedFact]] = [:]
    /// The voids of each fact of the ledger, voids of voids included.
    private var voids: [FactID: [LoggedFact]] = [:]
    private var runs = LedgerRuns()

    /// - Parameter digest: that of the ledger's reader.
    public init(ledger: String, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        identity = RowIdentity(ledger: ledger, digest: digest)
    }

    /// Takes the next fact of the journal.
    public mutating func take(_ logged: LoggedFact) {
        guard let id = logged.fact.id else { return }
        let named: FactID?
        switch logged.fact.content {
        case .corrected(let corrected): named = corrected.of
        case .voided(let voided): named = voided.of
        default:
            if identity.isOwn(id) {
                stated[id] = logged
                runs.take(logged)
            }
            return
        }
        guard let named, let root = roots[named] ?? (stated[named] == nil ? nil : named) else {
            return
        }
        roots[id] = root
        if case .voided? = logged.fact.content { voids[named, default: []].append(logged) }
        runs.take(logged)
        orders[root, default: []].append(logged)
    }

    /// How many facts of the ledger were taken; corrections and voids not counted.
    public var count: Int { stated.count }

    /// What became of a fact with a derived id.
    public func standing(of id: FactID) -> LedgerStanding {
        guard let first = stated[id] else { return .unknown }
        guard let orders = orders[id] else { return .inForce(first) }
        let inForce = Chains([first] + orders).inForce.first
        return inForce.map(LedgerStanding.inForce) ?? .voided(first)
    }

    /// The name under which a sheet is imported now (`LedgerReader.run`): its own, with a number
    /// behind it where it was imported before and another import or an undo came after.
    public func run(named sheet: String) -> String {
        runs.name(of: sheet, isAlive: isAlive)
    }

    private func isAlive(_ id: FactID) -> Bool {
        !(voids[id] ?? []).contains { $0.fact.id.map(isAlive) ?? false }
    }

    /// Whether a voided fact was last voided by a person, not by the undo of an import.
    func isVoidedByHand(_ id: FactID) -> Bool {
        let void = (orders[id] ?? []).last { logged in
            guard case .voided? = logged.fact.content, let id = logged.fact.id else { return false }
            return isAlive(id)
        }
        return !(void?.fact.source?.system ?? "").hasPrefix("undo csv:")
    }

    /// The ids of all first facts, in the order of their positions.
    var ids: [FactID] {
        stated.values.sorted { $0.position < $1.position }.compactMap(\.fact.id)
    }

    /// A fact as it was first logged.
    func first(_ id: FactID) -> LoggedFact? { stated[id] }

    /// How many corrections and voids the chain of a link holds.
    func orderCount(of id: FactID) -> Int { orders[roots[id] ?? id]?.count ?? 0 }

    /// The first fact of the chain that a link belongs to.
    func root(of id: FactID) -> LoggedFact? { stated[roots[id] ?? id] }
}
