// SPDX-License-Identifier: Apache-2.0
//
// One question on its way to an answer.
//
// Law: the figures of the answer are a function of the question, its as-of and its known-at, and of
// nothing learned later; the civil day only chooses the as-of of a question that names none, and the
// answer says which day that was. What is looked up is read from one snapshot.

public import Journal
import Pipeline
import Rollup
public import Wire

/// A question that was understood.
public enum Question: Sendable {
    case hello
    case info
    case progress(ProgressRequest)
    case projects(ProjectsRequest)
    case project(ProjectRequest)
    case entities(EntitiesRequest)
    case units(UnitsRequest)
    case explain(ExplainRequest)
    case diff(DiffRequest)
    case published(PublishedRequest)
    case duplicates(DuplicatesRequest)
    case facts(FactsRequest)
    case ranking(RankingRequest)
    case trend(TrendRequest)
    case tasks(TasksRequest)
    case ruleSet(RuleSetRequest)
    case warnings(WarningsRequest)
    case orders(OrdersRequest)
    case completeness(CompletenessRequest)
    case reviewQueue(ReviewQueueRequest)
    case projections(ProjectionsRequest)
    case scores(ScoresRequest)
    case health(HealthRequest)
    case water(WaterRequest)
    case padding(PaddingRequest)
    case entityMonths(EntityMonthsRequest)
    case candidates(CandidatesRequest)
    case promotions(PromotionsRequest)

    static func read(_ request: Request) -> Result<Question, Refused> {
        switch request.method {
        case "sys.v1/Hello": .success(.hello)
        case "sys.v1/Info": .success(.info)
        case "query.v1/Progress": request.body(ProgressRequest.self).map(Question.progress)
        case "query.v1/Projects": request.body(ProjectsRequest.self).map(Question.projects)
        case "query.v1/Project": request.body(ProjectRequest.self).map(Question.project)
        case "query.v1/Entities": request.body(EntitiesRequest.self).map(Question.entities)
        case "query.v1/Units": request.body(UnitsRequest.self).map(Question.units)
        case "query.v1/Explain": request.body(ExplainRequest.self).map(Question.explain)
        case "query.v1/Diff": request.body(DiffRequest.self).map(Question.diff)
        case "query.v1/Duplicates": request.body(DuplicatesRequest.self).map(Question.duplicates)
        case "query.v1/Published": request.body(PublishedRequest.self).map(Question.published)
        case "query.v1/Facts": request.body(FactsRequest.self).map(Question.facts)
        case "query.v1/Ranking": request.body(RankingRequest.self).map(Question.ranking)
        case "query.v1/Trend": request.body(TrendRequest.self).map(Question.trend)
        case "query.v1/Tasks": request.body(TasksRequest.self).map(Question.tasks)
        case "query.v1/RuleSet": request.body(RuleSetRequest.self).map(Question.ruleSet)
        case "query.v1/Warnings": request.body(WarningsRequest.self).map(Question.warnings)
        case "query.v1/Orders": request.body(OrdersRequest.self).map(Question.orders)
        case "query.v1/Completeness":
            request.body(CompletenessRequest.self).map(Question.completeness)
        case "query.v1/ReviewQueue": request.body(ReviewQueueRequest.self).map(Question.reviewQueue)
        case "query.v1/Projections": request.body(ProjectionsRequest.self).map(Question.projections)
        case "query.v1/Scores": request.body(ScoresRequest.self).map(Question.scores)
        case "query.v1/Health": request.body(HealthRequest.self).map(Question.health)
        case "query.v1/Water": request.body(WaterRequest.self).map(Question.water)
        case "query.v1/Padding": request.body(PaddingRequest.self).map(Question.padding)
        case "query.v1/EntityMonths":
            request.body(EntityMonthsRequest.self).map(Question.entityMonths)
        case "query.v1/Candidates": request.body(CandidatesRequest.self).map(Question.candidates)
        case "query.v1/Promotions": request.body(PromotionsRequest.self).map(Question.promotions)
        default:
            .failure(
                Refused(
                    request.refusal(
                        .unimplemented, "METHOD_UNKNOWN", "no method \(request.method)")))
        }
    }

    /// The knowledge asked for, once a question within.
    var knownAts: [KnownAtChoice?] {
        switch self {
        case .hello, .info, .published: []
        case .projects(let body): [body.knownAt]
        case .project(let body): [body.knownAt]
        case .units(let body): [body.knownAt]
        case .duplicates(let body): [body.knownAt]
        case .facts(let body): [body.knownAt]
        case .progress(let body): [body.knownAt]
        case .entities(let body): [body.knownAt]
        case .explain(let body): [body.question?.knownAt]
        case .ranking(let body): [body.question?.knownAt]
        case .trend(let body): [body.question?.knownAt]
        case .tasks(let body): [body.question?.knownAt]
        case .ruleSet(let body): [body.knownAt]
        case .warnings(let body): [body.question?.knownAt]
        case .orders(let body): [body.question?.knownAt]
        case .completeness(let body): [body.question?.knownAt]
        case .reviewQueue(let body): [body.knownAt]
        case .projections(let body): [body.question?.knownAt]
        case .scores(let body): [body.question?.knownAt]
        case .health(let body): [body.knownAt]
        case .padding(let body): [body.knownAt]
        case .entityMonths(let body): [body.question?.knownAt]
        case .candidates(let body): [body.knownAt]
        case .promotions(let body): [body.knownAt]
        case .water(let body): [body.question?.knownAt]
        case .diff(let body): [body.from?.knownAt, body.to?.knownAt]
        }
    }

    /// The position that the answer must have reached.
    var atLeast: Int64? {
        switch self {
        case .hello, .info: nil
        case .progress(let body): body.atLeastPosition
        case .projects(let body): body.atLeastPosition
        case .project(let body): body.atLeastPosition
        case .entities(let body): body.atLeastPosition
        case .units(let body): body.atLeastPosition
        case .explain(let body): body.question?.atLeastPosition
        case .ranking(let body): body.question?.atLeastPosition
        case .trend(let body): body.question?.atLeastPosition
        case .tasks(let body): body.question?.atLeastPosition
        case .ruleSet(let body): body.atLeastPosition
        case .warnings(let body): body.question?.atLeastPosition
        case .orders(let body): body.question?.atLeastPosition
        case .completeness(let body): body.question?.atLeastPosition
        case .reviewQueue(let body): body.atLeastPosition
        case .projections(let body): body.question?.atLeastPosition
        case .scores(let body): body.question?.atLeastPosition
        case .health(let body): body.atLeastPosition
        case .padding(let body): body.atLeastPosition
        case .entityMonths(let body): body.question?.atLeastPosition
        case .candidates(let body): body.atLeastPosition
        case .promotions(let body): body.atLeastPosition
        case .water(let body): body.question?.atLeastPosition
        case .published(let body): body.atLeastPosition
        case .duplicates(let body): body.atLeastPosition
        case .facts(let body): body.atLeastPosition
        case .diff(let body):
            [body.from?.atLeastPosition, body.to?.atLeastPosition].compactMap(\.self).max()
        }
    }
}

/// A question with all that its answer depends on beside the ledger database.
public struct QueryJob: Sendable {
    let request: Request
    let question: Question
    let card: ServiceCard
    let today: CivilDay
    var head: Position?
    /// What ingest had told of the journal's head when the question came, else what it told first.
    private(set) var headWhenAsked: Position?
    /// Whether there is an ingest that may tell.
    let asksIngest: Bool

    init(
        request: Request, question: Question, card: ServiceCard, today: CivilDay, head: Position?,
        asksIngest: Bool
    ) {
        self.request = request
        self.question = question
        self.card = card
        self.today = today
        self.head = head
        self.asksIngest = asksIngest
        headWhenAsked = head
    }

    func with(head: Position?) -> QueryJob {
        var job = self
        job.head = head
        job.headWhenAsked = headWhenAsked ?? head
        return job
    }

    /// Answers from a snapshot.
    ///
    /// - Parameter memory: what the front remembers of what it answered before.
    public func run<View: LedgerView>(
        on view: View, memory: AnswerMemory = AnswerMemory()
    ) throws(JournalError) -> QueryResult {
        if let wanted = question.atLeast, view.cursor.position.number < wanted {
            return .notYet(view.cursor)
        }
        let state = AnswerMemory.State(
            cursor: view.cursor, head: head, headWhenAsked: headWhenAsked, today: today)
        if let frames = memory.answer(to: request, in: state) { return .answered(frames) }
        let result = try answer(from: view, memory)
        if case .answered(let frames) = result { memory.keep(frames, for: request, in: state) }
        return result
    }

    private func answer<View: LedgerView>(
        from view: View, _ memory: AnswerMemory
    ) throws(JournalError) -> QueryResult {
        var known: [Position] = []
        for choice in question.knownAts {
            switch try knowledge(choice, in: view) {
            case .known(let position): known.append(position)
            case .notYet: return .notYet(view.cursor)
            case .refused(let refused): return .answered(refused.frames)
            }
        }
        try memory.follow(view)
        let answer = Answer(job: self, view: view, known: known, memory: memory)
        let frames =
            switch question {
            case .hello: request.reply(card.hello(epoch: view.cursor.epoch?.text))
            case .info: request.reply(try answer.info())
            case .progress(let body): try answer.progress(body)
            case .projects(let body): try answer.projects(body)
            case .project(let body): try answer.project(body)
            case .entities(let body): try answer.entities(body)
            case .units(let body): try answer.units(body)
            case .explain(let body): try answer.explain(body)
            case .diff(let body): try answer.diff(body)
            case .published(let body): try answer.published(body)
            case .duplicates(let body): try answer.duplicates(body)
            case .facts(let body): try answer.facts(body)
            case .ranking(let body): try answer.ranking(body)
            case .trend(let body): try answer.trend(body)
            case .tasks(let body): try answer.tasks(body)
            case .ruleSet(let body): try answer.ruleSet(body)
            case .warnings(let body): try answer.warnings(body)
            case .orders(let body): try answer.orders(body)
            case .completeness(let body): try answer.completeness(body)
            case .reviewQueue(let body): try answer.reviewQueue(body)
            case .projections(let body): try answer.projections(body)
            case .scores(let body): try answer.scores(body)
            case .health(let body): try answer.health(body)
            case .padding(let body): try answer.padding(body)
            case .entityMonths(let body): try answer.entityMonths(body)
            case .candidates(let body): try answer.candidates(body)
            case .promotions(let body): try answer.promotions(body)
            case .water(let body): try answer.water(body)
            }
        return .answered(frames)
    }

    /// The position that was waited for.
    private var wanted: Int64 {
        let positions = question.knownAts.compactMap { $0?.position } + [question.atLeast ?? 0]
        let asked = positions.max() ?? 0
        return asked > 0 ? asked : headWhenAsked?.number ?? 0
    }

    /// The deadline came before the rollup did.
    func notReached(_ cursor: LedgerCursor) -> [[UInt8]] {
        request.refusal(
            .deadlineExceeded, "NOT_YET",
            "the figures stand at position \(cursor.position), not yet at \(wanted)",
            retryAfterMs: 200)
    }
}
