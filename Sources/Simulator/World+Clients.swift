// SPDX-License-Identifier: Apache-2.0
//
// What clients do in the world: think, send, hear, die.

import Journal
import Pipeline
import Rollup
import Wire
import Workers

extension World {
    func makeClients() {
        let facts = RandomFacts(seed: scenario.seed, projects: 16)
        let number = dice.pick(2...4)
        for index in 0..<number {
            clients.append(SimulatedClient(keepsOutbox: index == 0 || dice.happens(500)))
        }
        let units = RandomFacts.Chain(needs: 0, facts: facts.units)
        clients[0].chains.append((units, 0))
        for (index, chain) in facts.chains.enumerated() {
            clients[index % number].chains.append((chain, 0))
        }
        for index in 0..<number { agenda.enter(.think(index), at: Int64(30 + 10 * index)) }
    }

    func think(_ number: Int) {
        agenda.enter(.think(number), at: now + dice.pause(20...(dice.happens(60) ? 9_000 : 600)))
        if dice.isHealed { return settle(number) }
        switch dice.pick(0...9) {
        case 0...5: logFacts(number)
        case 6: if dice.strikes(.garbageSent) { sendGarbage(number) }
        default: ask(number, isLast: false)
        }
        if dice.strikes(.clientCrashed) { crash(number) }
        watch(number)
    }

    /// Nothing new any more: what was begun comes to an end, then one last question.
    private func settle(_ number: Int) {
        if !clients[number].keepsOutbox {
            sendPaper(number, adding: [])
        } else if !clients[number].again.isEmpty {
            put([], number)
        }
        if isSettled, !clients[number].hasAskedAtRest {
            clients[number].hasAskedAtRest = true
            ask(number, isLast: true)
        }
        watch(number)
    }

    private func crash(_ number: Int) {
        clients[number].launch += 1
        clients[number].outbox = OutboxMachine(client: "simulated")
        clients[number].ingestCalls = CallMachine()
        clients[number].queryCalls = CallMachine()
        clients[number].open = [:]
        clients[number].questionsOpen = 0
        clients[number].wakeEntered = nil
        for parcel in clients[number].kept { step(number, .put(parcel)) }
    }

    /// Enters the next tick that the client's machines ask for.
    private func watch(_ number: Int) {
        guard let wakeAt = clients[number].wakeAt.map({ max($0, now + 1) }) else { return }
        if let entered = clients[number].wakeEntered, entered > now, entered <= wakeAt { return }
        clients[number].wakeEntered = wakeAt
        agenda.enter(.wake(number, launch: clients[number].launch), at: wakeAt)
    }

    func wake(_ number: Int, _ launch: Int) {
        guard launch == clients[number].launch else { return }
        step(number, .tick)
        call(number, .tick, at: .ingest)
        call(number, .tick, at: .query)
        watch(number)
    }

    func receive(_ frames: [[UInt8]], from node: Node, in number: Int) {
        if node == .ingest { step(number, .received(frames)) }
        call(number, .received(frames), at: node)
        watch(number)
    }

    private func time(of number: Int) -> Time { time(of: .client(number)) }

    private func send(_ frames: [[UInt8]], from number: Int, to node: Node) {
        post(
            Letter(from: .client(number), launch: clients[number].launch, to: node, frames: frames))
    }
}

extension World {
    private func step(_ number: Int, _ input: OutboxInput) {
        for output in clients[number].outbox.step(input, at: time(of: number)) {
            switch output {
            case .send(let frames):
                judge.outboxSends(frames, first: clients[number].kept.first)
                send(frames, from: number, to: .ingest)
            case .settled(let id, let outcomes):
                judge.heard(outcomes)
                note(outcomes, number)
                // Dead before the parcel left the storage: it is sent again.
                if dice.strikes(.clientCrashed) { return crash(number) }
                takeBack(id, outcomes, number)
                clients[number].kept.removeAll { $0.id == id }
            case .setAside(let id, let why):
                judge.setAside(id, why)
                clients[number].kept.removeAll { $0.id == id }
            }
        }
    }

    private func call(_ number: Int, _ input: CallInput, at node: Node) {
        let outputs =
            node == .ingest
            ? clients[number].ingestCalls.step(input, at: time(of: number))
            : clients[number].queryCalls.step(input, at: time(of: number))
        for output in outputs {
            switch output {
            case .send(let frames): send(frames, from: number, to: node)
            case .ended(let id, let end) where node == .ingest: finish(id, end, number)
            case .ended(_, let end): hear(end, number)
            }
        }
    }

    /// What was not taken is sent again, without what failed beside it.
    private func takeBack(_ id: FactID, _ outcomes: [Outcome], _ number: Int) {
        guard let parcel = clients[number].kept.first(where: { $0.id == id }) else { return }
        for (body, outcome) in zip(parcel.bodies, outcomes) where outcome.kind == .notTaken {
            guard let id = outcome.id else { continue }
            clients[number].again.append(
                SimulatedClient.Sheet(id: id, body: body, encoding: parcel.encoding))
        }
    }

    private func note(_ outcomes: [Outcome], _ number: Int) {
        for outcome in outcomes {
            clients[number].position = max(clients[number].position, outcome.position ?? 0)
        }
    }

    /// A person's call ended: outcomes are struck off the list, anything else is sent again.
    private func finish(_ id: FactID, _ end: CallEnd, _ number: Int) {
        let ids = clients[number].open.removeValue(forKey: id) ?? []
        guard case .answered(let envelope) = end else { return }
        guard envelope.header.status == .ok else {
            return judge.setAside(id, .declined(envelope.header))
        }
        let outcomes = (try? envelope.body(LogFactsReply.self).outcomes) ?? []
        judge.heard(outcomes)
        note(outcomes, number)
        let settled = Set(outcomes.filter { $0.kind != .notTaken }.compactMap(\.id))
        clients[number].paper.removeAll { ids.contains($0.id) && settled.contains($0.id) }
    }

    /// The end of a question.
    private func hear(_ end: CallEnd, _ number: Int) {
        clients[number].questionsOpen -= 1
        guard clients[number].hasAskedAtRest else { return }
        let isEmpty = judge.unitsKnown == 0
        if case .answered(let envelope) = end, isEmpty || envelope.header.status == .ok {
            clients[number].isAnsweredAtRest = true
        } else {
            clients[number].hasAskedAtRest = false
        }
    }
}

extension World {
    private func ask(_ number: Int, isLast: Bool) {
        guard clients[number].questionsOpen < 3 || isLast else { return }
        var question = ProgressRequest()
        question.unit = UnitCode(text: dice.pick(RandomFacts.unitCodes))
        question.asOf = CivilDay(text: "2023-11-01")!.advanced(by: dice.pick(0...260))
        if dice.happens(100) { question.asOf = nil }
        // The year of the period that opens and closes.
        if dice.happens(100) { question.asOf = CivilDay(text: "2022-05-31") }
        question.children = dice.happens(200) ? true : nil
        question.cohort = dice.pick([nil, .signed])
        question.bundles = dice.pick([nil, nil, .byParts])
        question.tree = dice.pick([nil, nil, .now])
        if isLast {
            question.unit = UnitCode(text: "A")
            question.asOf = CivilDay(text: "2024-06-30")
            question.atLeastPosition = journal.head.position.number
        } else if dice.happens(400) {
            question.atLeastPosition = clients[number].position
        } else if dice.happens(300) {
            question.knownAt = past(number)
        }
        let id = makeID()
        judge.asked(id, question)
        clients[number].questionsOpen += 1
        let encoding = dice.pick([Encoding.json, .protobuf])
        let timeout = isLast ? 60_000 : dice.pause(100...12_000)
        let call = Call(
            id: id, method: "query.v1/Progress", bodies: [WireCodec.encode(question, as: encoding)],
            encoding: encoding, timeoutMilliseconds: timeout)
        self.call(number, .call(call), at: .query)
    }

    /// A position that the client has heard of, or a moment of which some time has passed.
    private func past(_ number: Int) -> KnownAtChoice {
        var choice = KnownAtChoice()
        if dice.happens(500) {
            choice.position = Int64(dice.pick(0...Int(clients[number].position)))
        } else {
            let recorded = journal.committed(after: .origin).map(\.recordedAt.microseconds)
            choice.moment = recorded.randomElement(using: &dice) ?? 0
        }
        return choice
    }

    private func makeID() -> FactID {
        FactID(high: 0xFFFF, low: UInt64(steps) << 20 | UInt64(dice.pick(0...0xF_FFFF)))
    }

    private func logFacts(_ number: Int) {
        guard clients[number].kept.count < 4, clients[number].open.count < 3 else { return }
        var sheets = takeFacts(number)
        let old = clients[number].sent.randomElement(using: &dice)
        if let old, dice.strikes(.factRepeated) { sheets.append(old) }
        if let old, dice.strikes(.factAltered) { sheets.append(altered(old)) }
        guard !sheets.isEmpty else { return }
        if clients[number].keepsOutbox {
            put(sheets, number)
        } else {
            sendPaper(number, adding: sheets)
        }
    }

    /// Keeps facts in the outbox's storage, and then puts them in.
    private func put(_ sheets: [SimulatedClient.Sheet], _ number: Int) {
        let again = clients[number].again
        clients[number].again = []
        let parcel = makeParcel(again + sheets, isWhole: again.isEmpty && dice.happens(200))
        clients[number].kept.append(parcel)
        // Dead before the outbox heard of it: it is in the storage all the same.
        if dice.strikes(.clientCrashed) { return crash(number) }
        step(number, .put(parcel))
    }

    /// The next facts of some of the client's chains, in one encoding.
    private func takeFacts(_ number: Int) -> [SimulatedClient.Sheet] {
        let encoding = dice.pick([Encoding.json, .protobuf])
        var sheets: [SimulatedClient.Sheet] = []
        for _ in 0..<dice.pick(1...6) {
            let ready = clients[number].chains.indices.filter { index in
                let (chain, taken) = clients[number].chains[index]
                let isKnown = chain.needs <= judge.unitsKnown
                return taken < chain.facts.count && (isKnown || dice.happens(10))
            }
            guard !ready.isEmpty else { break }
            let index = dice.pick(ready)
            let (chain, taken) = clients[number].chains[index]
            clients[number].chains[index].taken += 1
            let fact = chain.facts[taken]
            sheets.append(
                SimulatedClient.Sheet(
                    id: fact.id!, body: WireCodec.encode(fact, as: encoding), encoding: encoding))
        }
        clients[number].sent += sheets
        return sheets
    }

    /// The same id with another remark.
    private func altered(_ sheet: SimulatedClient.Sheet) -> SimulatedClient.Sheet {
        var fact = try! WireCodec.decode(
            Fact.self, from: sheet.body, as: sheet.encoding, strictness: .strict)
        fact.note = "altered \(dice.pick(1...9))"
        var other = sheet
        other.body = WireCodec.encode(fact, as: sheet.encoding)
        return other
    }

    private func makeParcel(_ sheets: [SimulatedClient.Sheet], isWhole: Bool) -> Parcel {
        let parcel = Parcel(
            id: makeID(), encoding: sheets[0].encoding, allOrNothing: isWhole,
            bodies: sheets.map { inEncoding($0, of: sheets[0]) })
        judge.offered(parcel)
        return parcel
    }

    /// A body as it goes into one request with another.
    private func inEncoding(
        _ sheet: SimulatedClient.Sheet, of first: SimulatedClient.Sheet
    ) -> [UInt8] {
        guard sheet.encoding != first.encoding else { return sheet.body }
        let fact = try! WireCodec.decode(
            Fact.self, from: sheet.body, as: sheet.encoding, strictness: .strict)
        return WireCodec.encode(fact, as: first.encoding)
    }

    /// Sends what is on the list and in no open call, in one request.
    private func sendPaper(_ number: Int, adding sheets: [SimulatedClient.Sheet]) {
        clients[number].paper += sheets
        let underWay = Set(clients[number].open.values.joined())
        let isImpatient = dice.happens(100)
        let due = clients[number].paper.filter { isImpatient || !underWay.contains($0.id) }
        guard !due.isEmpty, clients[number].open.count < 3 else { return }
        var parcel = makeParcel(Array(due.prefix(12)), isWhole: dice.happens(150))
        if let old = clients[number].requests.last, dice.strikes(.requestReused) {
            parcel.id = old
            judge.reused(parcel)
        }
        clients[number].requests.append(parcel.id)
        clients[number].open[parcel.id] = due.prefix(12).map(\.id)
        var call = Call(
            id: parcel.id, method: "ingest.v1/LogFacts", bodies: parcel.bodies,
            encoding: parcel.encoding, timeoutMilliseconds: dice.pause(300...20_000))
        call.allOrNothing = parcel.allOrNothing
        self.call(number, .call(call), at: .ingest)
    }

    /// Frames that are no message, or half of one.
    private func sendGarbage(_ number: Int) {
        var frames: [[UInt8]] = [[]]
        for _ in 0..<dice.pick(0...3) {
            frames.append((0..<dice.pick(0...40)).map { _ in UInt8(dice.pick(0...255)) })
        }
        if let sheet = clients[number].sent.randomElement(using: &dice), dice.happens(500) {
            frames.append(Array(sheet.body.dropLast(dice.pick(1...sheet.body.count))))
        }
        send(frames, from: number, to: dice.pick([.ingest, .query]))
    }
}

extension World {
    private var isSettled: Bool {
        clients.allSatisfy(\.isSettled) && rollup?.folder.cursor.position == journal.head.position
    }

    /// Everything has come to its end.
    var isAtRest: Bool { isSettled && clients.allSatisfy(\.isAnsweredAtRest) }

    /// What is not at rest.
    var unrest: String {
        let cursor = rollup.map { "\($0.folder.cursor.position)" } ?? "none"
        let clients = clients.enumerated().map { index, client in
            "client \(index): \(client.kept.count) kept, \(client.paper.count) on paper, "
                + "\(client.open.count) open, answered \(client.isAnsweredAtRest)"
        }
        return "head \(journal.head.position), cursor \(cursor); "
            + clients.joined(separator: "; ")
    }
}
