// SPDX-License-Identifier: Apache-2.0
//
// A seeded world around the product's own workers: one thread, integer time, one generator.
//
// The workers here are those of the product, to the last line: the ingest machine and its committer,
// the rollup machine and its folder, the query machine, the client's calls and outbox, the twins of
// the journal and the ledger database. What the runtime does outside of them (threads, sockets,
// disks, clocks) the world does, and badly. A run is a function of its scenario. First faults strike
// for so many steps, and a step is one event; then they stop, and the world must come to rest: every
// fact settled, every figure at the head. The judge watches all the while.

import Journal
import Pipeline
import Wire
import Workers

/// What happens.
enum Event {
    case arrived(Letter)
    case tick(Node, launch: Int)
    case judged(launch: Int)
    case journalDone(launch: Int)
    case deskTold(launch: Int, JournalError?)
    case foldDone(launch: Int, [Entry], Epoch)
    case launch(Node)
    /// A client does something of its own.
    case think(Int)
    /// A client's machines asked for a tick.
    case wake(Int, launch: Int)
    case chaos
}

/// One run.
final class World {
    let scenario: Scenario
    var dice: Dice
    var agenda = Agenda<Event>()
    var digest = Digest()
    var now: Int64 = 0
    var steps = 0
    let judge: Judge
    let journal: MemoryJournal
    var ledger = MemoryLedger()
    var ingest: IngestProcess?
    var rollup: RollupProcess?
    var query: QueryProcess?
    var clients: [SimulatedClient] = []
    var launches: [Node: Int] = [:]
    /// By how many milliseconds a process's wall clock is wrong.
    var wallErrors: [Node: Int64] = [:]
    var cutUntil: [Node: Int64] = [:]
    var journalFullUntil: Int64 = 0
    var ledgerFullUntil: Int64 = 0
    /// Of the port that fails, before the faults stopped.
    var callsBeforeRest = 0
    /// Where processes crashed, and how often.
    var crashes: [CrashPoint: Int] = [:]

    /// How long the world may take to come to rest.
    static let restMilliseconds: Int64 = 600_000
    /// How long it goes on at rest: longer than any disk stalls.
    static let drainMilliseconds: Int64 = 15_000
    static let wallStart = Moment(startOf: CivilDay(text: "2024-07-01")!)

    init(_ scenario: Scenario, countsFigures: Bool) {
        self.scenario = scenario
        dice = Dice(seed: scenario.seed, without: scenario.without)
        journal = MemoryJournal(
            epoch: Epoch(high: 1, low: scenario.seed), commitsPerSync: scenario.commitsPerSync)
        judge = Judge(journal: journal, countsFigures: countsFigures)
        makeClients()
        if case .journal(let plan)? = scenario.failing { journal.fail(plan) }
        if case .ledger(let plan)? = scenario.failing { ledger.fail(plan) }
        for node in [Node.ingest, .rollup, .query] { agenda.enter(.launch(node), at: 0) }
        agenda.enter(.chaos, at: 100)
    }

    /// Runs to the end.
    func run() -> RunOutcome {
        while steps < scenario.steps, judge.broken == nil, step() {}
        heal()
        let deadline = now + Self.restMilliseconds
        while judge.broken == nil, !isAtRest, step() {
            if now > deadline { judge.fail(.noProgress, unrest) }
        }
        // What is still in hand comes to its deadline.
        let end = now + Self.drainMilliseconds
        while judge.broken == nil, now < end, step() {}
        if judge.broken == nil { checkLedger() }
        return RunOutcome(self)
    }

    /// The cells, and two moments of their past; the rows of projects; the monthly
    /// review; the journal once more.
    private func checkLedger() {
        judge.checkCells(ledger.rows)
        do throws(JournalError) {
            for _ in 0..<2 where !judge.facts.isEmpty {
                let knownAt = Position(Int64(dice.pick(1...judge.facts.count)))
                let asOf = CivilDay(text: "2023-11-01")!.advanced(by: dice.pick(0...260))
                try judge.checkPast(of: ledger, asOf: asOf, knownAt: knownAt)
            }
            try judge.checkProjects(ledger.current)
            try judge.checkReview(ledger.current)
        } catch {
            judge.fail(.wrongCell, "the past can't be read: \(error)")
        }
        judge.readAgain(at: now)
    }

    private func step() -> Bool {
        guard let (time, event) = agenda.next() else { return false }
        now = time
        steps += 1
        digest.add(now)
        handle(event)
        return true
    }

    private func handle(_ event: Event) {
        switch event {
        case .arrived(let letter): deliver(letter)
        case .tick(let node, let launch): tick(node, launch)
        case .judged(let launch): finishJudging(launch)
        case .journalDone(let launch): finishJournalJob(launch)
        case .deskTold(let launch, let failure): finishCommit(launch, failure)
        case .foldDone(let launch, let entries, let epoch): finishFold(launch, entries, epoch)
        case .launch(let node): self.launch(node)
        case .think(let number): think(number)
        case .wake(let number, let launch): wake(number, launch)
        case .chaos: strikeAtLarge()
        }
    }

    /// Makes the journal fail as a fault wants it, for as long as `body` runs; a scenario with a
    /// failure of its own has no other.
    func failing<Result>(
        _ port: some Failing, _ threat: (fault: Fault, plan: FailurePlan)?, _ body: () -> Result
    ) -> Result {
        guard scenario.failing == nil else { return body() }
        port.fail(threat?.plan)
        defer {
            if let threat, port.hasFailed { dice.note(threat.fault) }
            port.fail(nil)
        }
        return body()
    }

    /// A plan, if its fault strikes now.
    func threat(_ fault: Fault, _ plan: FailurePlan) -> (fault: Fault, plan: FailurePlan)? {
        dice.threatens(fault) ? (fault, plan) : nil
    }

    /// What a process reads from its clocks.
    func time(of node: Node) -> Time {
        let error = wallErrors[node] ?? 0
        return Time(
            wall: Moment(microseconds: Self.wallStart.microseconds + (now + error) * 1_000),
            steadyMilliseconds: now)
    }

    func launchNumber(of node: Node) -> Int { launches[node, default: 0] }
}

extension World {
    private func launch(_ node: Node) {
        launches[node, default: 0] += 1
        switch node {
        case .ingest: launchIngest()
        case .rollup: launchRollup()
        case .query: launchQuery()
        case .front, .client: break
        }
        agenda.enter(.tick(node, launch: launchNumber(of: node)), at: now + 20)
    }

    /// Ends a process; another is launched after a while.
    func end(_ node: Node) {
        launches[node, default: 0] += 1
        switch node {
        case .ingest: ingest = nil
        case .rollup: rollup = nil
        case .query: query = nil
        case .front, .client: break
        }
        agenda.enter(.launch(node), at: now + dice.pause(5...4_000))
    }

    private func tick(_ node: Node, _ launch: Int) {
        guard launch == launchNumber(of: node) else { return }
        switch node {
        case .ingest: stepIngest(.tick)
        case .rollup: tickRollup()
        case .query: stepQuery(.tick)
        case .front, .client: break
        }
        let period = node == .query && (query?.machine.hasWaiting ?? false) ? 40 : 300
        agenda.enter(.tick(node, launch: launch), at: now + Int64(period))
    }

    /// Faults that wait for no event of a worker.
    private func strikeAtLarge() {
        agenda.enter(.chaos, at: now + dice.pause(50...1_000))
        let node = dice.pick([Node.ingest, .rollup, .query])
        if dice.threatens(.linkCut) {
            cutUntil[dice.pick([.rollup, .front, .client(0), .client(1), .query])] =
                now + dice.pause(200...15_000)
        }
        if dice.strikes(.clockForward) { wallErrors[node] = dice.pause(1_000...200_000_000) }
        if dice.strikes(.clockBack) { wallErrors[node] = -dice.pause(1_000...800_000_000) }
        if dice.threatens(.journalFull) { journalFullUntil = now + dice.pause(200...10_000) }
        if dice.threatens(.ledgerFull) { ledgerFullUntil = now + dice.pause(200...10_000) }
        if dice.strikes(.powerCut) { cutPower() }
        if dice.strikes(.ledgerLost) { loseLedger() }
        if dice.threatens(.ingestStopped), let ingest {
            dice.note(.ingestStopped)
            ingest.isStopping = true
        }
    }

    private func cutPower() {
        if ingest != nil { end(.ingest) }
        journal.cutPower()
        judge.powerWasCut()
    }

    private func loseLedger() {
        if rollup != nil { end(.rollup) }
        if query != nil { end(.query) }
        ledger = MemoryLedger()
        judge.ledgerLost()
    }

    private func heal() {
        dice.isHealed = true
        switch scenario.failing {
        case .journal: callsBeforeRest = journal.calls
        case .ledger: callsBeforeRest = ledger.calls
        case nil: break
        }
        journal.fail(nil)
        ledger.fail(nil)
        wallErrors = [:]
        cutUntil = [:]
        (journalFullUntil, ledgerFullUntil) = (0, 0)
    }
}
