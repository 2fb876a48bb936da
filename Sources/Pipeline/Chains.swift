// SPDX-License-Identifier: Apache-2.0
//
// Corrections and voids resolved: which contents of a subject are in force.
//
// A chain begins with a fact and holds its corrections, each a content of its own, and the voids of
// any of these or of one another. A link is alive unless a void of it is alive; the chain's content in
// force is its newest content that is alive, and stands where the chain began: a correction does not
// come later in the order of a subject's facts than what it corrects.
//
// Law: total; every prefix of a subject's facts has a value, whether its links were lawful or not.

/// The chains of one subject.
public struct Chains: Sendable {
    private struct Link {
        var chain: Int
        var position: Position
        /// Of a void: what it voids.
        var voids: FactID?
        var isAlive = true
    }

    private var links: [FactID: Link] = [:]
    /// The contents of each chain, in the order of their positions; chains in that of their first.
    private var contents: [[LoggedFact]] = []

    /// - Parameter facts: of one subject, in the order of their positions.
    public init(_ facts: some Sequence<LoggedFact> = []) {
        for fact in facts { take(fact) }
    }

    /// Adds the fact that comes next.
    public mutating func take(_ logged: LoggedFact) {
        guard let id = logged.fact.id else { return }
        switch logged.fact.content {
        case .corrected(let corrected):
            guard let restated = corrected.restated else { return }
            var content = logged
            content.fact = restated
            content.fact.id = id
            content.fact.source = logged.fact.source
            append(content, id, to: corrected.of.flatMap { links[$0]?.chain })
        case .voided(let voided):
            guard let target = voided.of, let link = links[target] else { return }
            links[id] = Link(chain: link.chain, position: logged.position, voids: target)
            set(target, isAlive: false)
        default: append(logged, id, to: nil)
        }
    }

    private mutating func append(_ content: LoggedFact, _ id: FactID, to chain: Int?) {
        var content = content
        let position = content.position
        if let chain {
            content.position = contents[chain][0].position
            contents[chain].append(content)
        } else {
            contents.append([content])
        }
        links[id] = Link(chain: chain ?? contents.count - 1, position: position)
    }

    /// What a void does is undone when it is no longer alive.
    private mutating func set(_ id: FactID, isAlive: Bool) {
        var next: FactID? = id
        var isAlive = isAlive
        while let id = next, let link = links[id], link.isAlive != isAlive {
            links[id]!.isAlive = isAlive
            next = link.voids
            isAlive.toggle()
        }
    }

    private func isAlive(_ content: LoggedFact) -> Bool {
        content.fact.id.flatMap { links[$0]?.isAlive } ?? false
    }

    /// Where the chain begins that a link belongs to; nil where there is no such link.
    public func start(of id: FactID) -> Position? {
        links[id].map { contents[$0.chain][0].position }
    }

    /// The contents in force, each with the position at which its chain began, and with the stamps of
    /// the link that says it; in the order of those positions.
    ///
    /// A verification or a return follows its arrival: it names the link of that chain which is in
    /// force, where there is one.
    public var inForce: [LoggedFact] {
        contents.compactMap { chain in
            guard let content = chain.last(where: isAlive) else { return nil }
            return resolved(content)
        }
    }

    /// A fact whose claim names the link in force of the chain of what it names.
    public func resolved(_ logged: LoggedFact) -> LoggedFact {
        guard let named = logged.fact.content?.claim, let link = links[named],
            let arrival = contents[link.chain].last(where: isAlive)
        else { return logged }
        var content = logged
        content.fact.content?.claim = arrival.fact.id
        return content
    }

    /// The same of a subject's facts; at no cost where none was corrected or voided.
    public static func inForce(of facts: [LoggedFact]) -> [LoggedFact] {
        let isPlain = facts.allSatisfy { !($0.fact.content?.isOrder ?? false) }
        return isPlain ? facts : Chains(facts).inForce
    }
}

extension [LoggedFact] {
    /// What is in force no more, or otherwise than before, and what came in its place; both of one
    /// subject, in the order of the positions of chains.
    func changes(to after: [LoggedFact]) -> (gone: [LoggedFact], come: [LoggedFact]) {
        var (gone, come): ([LoggedFact], [LoggedFact]) = ([], [])
        var next = after[...]
        for content in self {
            while let new = next.first, new.position < content.position {
                come.append(new)
                next.removeFirst()
            }
            guard let new = next.first, new.position == content.position else {
                gone.append(content)
                continue
            }
            next.removeFirst()
            if new.fact != content.fact {
                gone.append(content)
                come.append(new)
            }
        }
        return (gone, come + next)
    }

    /// Those that are of effect on a day or earlier; unset, all.
    public func ofEffect(by day: CivilDay?) -> [LoggedFact] {
        guard let day else { return self }
        return filter { $0.fact.dayOfEffect.map { $0 <= day } ?? false }
    }
}

extension Chains {
    /// Where to read what became of a fact that is no longer in force: the position of the void that took
    /// it away, else of the newest content, which stands in its place; nil while it is in force.
    public func replacement(of id: FactID) -> Position? {
        guard let link = links[id] else { return nil }
        guard link.isAlive else { return void(of: id) }
        guard link.voids == nil, let newest = contents[link.chain].last(where: isAlive)?.fact.id
        else { return nil }
        return newest == id ? nil : links[newest]?.position
    }

    /// The last void of a link that is itself in force.
    private func void(of id: FactID) -> Position? {
        links.values.filter { $0.voids == id && $0.isAlive }.map(\.position).max()
    }
}

extension Content {
    /// The arrival of the same subject that the fact speaks of.
    public fileprivate(set) var claim: FactID? {
        get {
            switch self {
            case .capitalVerified(let verified): verified.of
            case .reviewReturned(let returned): returned.of
            default: nil
            }
        }
        set {
            switch self {
            case .capitalVerified(var verified):
                verified.of = newValue
                self = .capitalVerified(verified)
            case .reviewReturned(var returned):
                returned.of = newValue
                self = .reviewReturned(returned)
            default: break
            }
        }
    }
}

/// Why a link can't be added to a chain.
public enum ChainFlaw: Hashable, Sendable {
    /// There is no such fact of the subject.
    case unknown
    /// A void is not corrected, but voided.
    case isVoid
    /// The fact is corrected or voided by the fact named, where that is known.
    case notNewest
    /// The correction is of another kind.
    case otherKind(FactKind)
}

extension Chains {
    /// Why a fact may not correct or void what it names; nil when it may.
    ///
    /// Only the content in force is corrected. A void takes away the content in force, or brings back
    /// one that is then in force: nothing is changed under a newer link.
    public func flaw(of content: Content) -> ChainFlaw? {
        switch content {
        case .corrected(let corrected):
            guard let id = corrected.of, let link = links[id] else { return .unknown }
            if link.voids != nil { return .isVoid }
            guard let newest = contents[link.chain].last(where: isAlive), newest.fact.id == id
            else {
                return .notNewest
            }
            let kind = newest.fact.content?.kind
            return kind == corrected.restated?.content?.kind ? nil : kind.map { .otherKind($0) }
        case .voided(let voided):
            guard let id = voided.of, let link = links[id] else { return .unknown }
            guard link.isAlive else { return .notNewest }
            var after = self
            after.set(id, isAlive: false)
            let touched = root(of: id)
            let inForce = [self, after].map {
                $0.contents[link.chain].last(where: $0.isAlive)?.fact.id
            }
            return inForce.contains(touched) ? nil : .notNewest
        default: return nil
        }
    }

    /// The content that a void, or a void of a void, is about.
    private func root(of id: FactID) -> FactID {
        var id = id
        while let target = links[id]?.voids { id = target }
        return id
    }
}
