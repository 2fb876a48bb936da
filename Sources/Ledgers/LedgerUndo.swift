// SPDX-License-Identifier: Apache-2.0
//
// What takes an import back: a void for each of its facts that stands, newest first. Facts of an import
// are told by their source, which names it; the walk through the journal is the program's.
//
// Law: a void's id derives from what it voids and from how often that was voided before, so that a retry
// is the same fact, and what was brought back can be taken back again.

public import Pipeline

/// A void to be sent.
public struct LedgerVoid: Hashable, Sendable {
    public var fact: Fact
    /// Of the fact that it takes back.
    public var position: Position
    public var kind: FactKind
    public var subject: String
}

/// Gathers what takes an import back.
public struct LedgerUndo: Sendable {
    /// The import's name; of a sheet, of its last import.
    public var run: String { LedgerRuns.name(name, generation) }

    private let name: String
    private let isSheet: Bool
    private var generation = 1
    private let digest: @Sendable ([UInt8]) -> [UInt8]
    private var logged: [LoggedFact] = []
    /// The voids of each fact, voids of voids included.
    private var voids: [FactID: [FactID]] = [:]

    /// - Parameter run: the import's name (`LedgerFile.run`).
    public init(run: String, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        (name, isSheet, self.digest) = (run, false, digest)
    }

    /// Takes back the last import of a sheet.
    ///
    /// - Parameter sheet: the name of its first import (`LedgerReader.run`).
    public init(lastOf sheet: String, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        (name, isSheet, self.digest) = (sheet, true, digest)
    }

    /// Takes the next fact of the journal.
    public mutating func take(_ next: LoggedFact) {
        if case .voided(let voided)? = next.fact.content, let of = voided.of, let id = next.fact.id
        {
            voids[of, default: []].append(id)
        } else if next.fact.source?.system == run {
            logged.append(next)
        } else if isSheet, next.fact.source?.system == LedgerRuns.name(name, generation + 1) {
            // Imports of one sheet follow one another.
            generation += 1
            logged = [next]
        }
    }

    /// How many facts the import logged.
    public var facts: Int { logged.count }

    /// The voids of what stands, newest first.
    public func voids(reason: String) -> [LedgerVoid] {
        logged.reversed().compactMap { logged in
            guard let id = logged.fact.id, let subject = logged.fact.derivedSubject,
                let kind = logged.fact.content?.kind, isAlive(id)
            else { return nil }
            var voided = Voided()
            (voided.of, voided.subject, voided.reason) = (id, subject, reason)
            var fact = Fact()
            fact.id = self.id(of: id)
            fact.unit = logged.fact.unit ?? subject.unit
            fact.content = .voided(voided)
            var source = Source()
            source.file = logged.fact.source?.file
            source.row = logged.fact.source?.row
            source.system = "undo \(run)"
            fact.source = source
            return LedgerVoid(
                fact: fact, position: logged.position, kind: kind, subject: subject.text)
        }
    }

    private func isAlive(_ id: FactID) -> Bool { !(voids[id] ?? []).contains(where: isAlive) }

    private func id(of id: FactID) -> FactID {
        let count = voids[id]?.count ?? 0
        return FactID(digest: digest(Array("groundbreak undo 1 \(id.text) \(count)".utf8)))
    }
}

/// One import, as the sources of its facts tell it.
public struct LedgerImport: Hashable, Sendable {
    public var run: String
    public var file: String
    public var facts: Int
    public var first: Position
    public var last: Position
    /// Of the first.
    public var recordedAt: Moment
}

/// Lists the imports of a journal.
public struct LedgerImports: Sendable {
    private var found: [String: LedgerImport] = [:]

    public init() {}

    /// Takes the next fact of the journal.
    public mutating func take(_ logged: LoggedFact) {
        guard let run = logged.fact.source?.system, run.hasPrefix("csv:") else { return }
        var one =
            found[run]
            ?? LedgerImport(
                run: run, file: logged.fact.source?.file ?? "", facts: 0, first: logged.position,
                last: logged.position, recordedAt: logged.recordedAt)
        one.facts += 1
        one.last = logged.position
        found[run] = one
    }

    /// By their first facts.
    public var all: [LedgerImport] { found.values.sorted { $0.first < $1.first } }
}
