// SPDX-License-Identifier: Apache-2.0
//
// The answers from which a month's bulletin is written, and the bulletin made of them.
//
// Law: all are of one knowledge, and whoever gathers them asks so. What is missing is left out of the
// paragraph and named in the tables; it is never zero. The order of everything is that of the answers.

public import Pipeline
public import Rollup

/// What a bulletin knows.
public struct MonthlyReview: Hashable, Sendable {
    public var unitName: String
    public var asOf: CivilDay
    public var language: Language
    /// Of the knowledge: epoch and position.
    public var epoch: String?
    public var position: Int64
    public var rounding: RoundingRule
    /// Of the year so far, as `query.v1/Progress` orders them.
    public var figures: [AnsweredFigure] = []
    public var rankings: [RankingSheet] = []
    /// By month, the last one to the day asked.
    public var months: [MonthSheet] = []
    /// Business entities in all, then by category.
    public var entities: [EntitySheet] = []
    public var ruleSets: [String] = []
    /// Names of the units that have not reported what the totals would hold.
    public var notReported: [String] = []

    public init(
        unitName: String, asOf: CivilDay, epoch: String?, position: Int64, language: Language,
        rounding: RoundingRule = .halfUp
    ) {
        self.unitName = unitName
        self.asOf = asOf
        self.epoch = epoch
        self.position = position
        self.language = language
        self.rounding = rounding
    }
}

/// The units below by one figure, in their peer groups.
public struct RankingSheet: Hashable, Sendable {
    /// What they are ranked by.
    public var label: String
    /// The day that movement is told from; unset where there is none.
    public var against: CivilDay?
    public var groups: [PeerSheet]

    public init(label: String, against: CivilDay?, groups: [PeerSheet]) {
        (self.label, self.against, self.groups) = (label, against, groups)
    }
}

/// A peer group in the order of ranks.
public struct PeerSheet: Hashable, Sendable {
    public var name: String
    public var lines: [RankingLine]

    public init(name: String, lines: [RankingLine]) { (self.name, self.lines) = (name, lines) }
}

/// A unit among its peers.
public struct RankingLine: Hashable, Sendable {
    public var unitName: String
    /// Unset, listed apart.
    public var rank: Int64?
    public var isTied = false
    public var rankBefore: Int64?
    /// Unset where the unit has none.
    public var figure: AnsweredFigure?
    /// Of a completion rate: the unit's own schedule.
    public var schedule: AnsweredFigure?
    /// To the next better rank.
    public var gap: QuotedNumber?
    public var notes: [RankNote] = []
    /// The word for its lamp; a table has a column of lamps where any line has one.
    public var lamp: String?

    public init(unitName: String) { self.unitName = unitName }
}

/// Figures as of the end of a month.
public struct MonthSheet: Hashable, Sendable {
    public var asOf: CivilDay
    /// A place for each figure of the trend; unset where there was none.
    public var figures: [AnsweredFigure?]

    public init(asOf: CivilDay, figures: [AnsweredFigure?]) {
        (self.asOf, self.figures) = (asOf, figures)
    }
}

/// Business entities of one category, or of all together.
public struct EntitySheet: Hashable, Sendable {
    public var category: EntityCategory
    public var figures: [AnsweredFigure]

    public init(category: EntityCategory, figures: [AnsweredFigure]) {
        (self.category, self.figures) = (category, figures)
    }

    func figure(_ name: FigureName) -> AnsweredFigure? { figures.first { $0.name == name } }
}

extension MonthlyReview {
    /// The bulletin: the paragraph, tables, charts and notes.
    public var bulletin: Bulletin {
        let notes: [BulletinBlock] = [
            .heading(Wording("说明", "Notes")[language]), .notes(remarks),
        ]
        return Bulletin(
            title: title, dateline: dateline, language: language, blocks: sections + notes)
    }

    /// The questions of all numbers above the notes.
    var quotedQuestions: [FigureQuestion] { sections.flatMap(\.questions) }

    /// All but the notes. Where there is anything to tell, a section without a figure says so.
    private var sections: [BulletinBlock] {
        var blocks: [BulletinBlock] = narrative.map(BulletinBlock.paragraph)
        func add(_ heading: Wording, _ more: [BulletinBlock]) {
            if !more.isEmpty { blocks += [.heading(heading[language])] + more }
        }
        let isAnythingTold = figures.contains { !$0.isMissing }
        func orNotReported(_ blocks: [BulletinBlock]) -> [BulletinBlock] {
            guard blocks.isEmpty, isAnythingTold else { return blocks }
            return [.paragraph(Prose(Wording("未报送。", "Not reported.")[language]))]
        }
        add(Wording("任务完成情况", "Annual tasks"), taskTables)
        add(Wording("各单位排名", "Ranking of units"), rankingBlocks)
        add(Wording("分月进展", "Month by month"), monthBlocks)
        add(Wording("统计指标", "Indicators"), orNotReported(indicatorTables))
        add(Wording("经营主体", "Business entities"), orNotReported(entityTables))
        return blocks
    }

    private var narrative: [Prose] {
        let sentences = language == .zh ? chineseParagraph : englishParagraph
        guard !sentences.isEmpty else {
            return [Prose(Wording("截至当日没有可通报的数据。", "There is no figure to tell yet.")[language])]
        }
        return [sentences.joined(language == .zh ? "" : " ")]
    }

    /// The figure of that name where it has a number; base before stretch.
    func told(
        _ name: FigureName, of measure: Measure? = nil, grade: TaskGrade? = nil
    ) -> AnsweredFigure? {
        figures.first {
            $0.name == name && $0.measure == measure && (grade == nil || $0.grade == grade)
                && !$0.isMissing
        }
    }

    /// The base tasks, or whatever there is, by measure: what the paragraph speaks of.
    func follows(_ task: AnsweredFigure, _ name: FigureName) -> AnsweredFigure? {
        figures.first {
            $0.name == name && $0.measure == task.measure && $0.grade == task.grade
                && $0.issuer == task.issuer
        }
    }

    /// What the measure of a task came to.
    func done(_ task: AnsweredFigure) -> AnsweredFigure? {
        figures.first { figure in
            guard let measure = task.measure else { return false }
            guard figure.name == .indicator else {
                return figure.name.rawValue == measure.text && figure.grade == nil
            }
            return figure.measure == measure && figure.from == asOf.firstOfYear
        }
    }

    private var title: String {
        language == .zh
            ? "\(unitName)\(asOf.year)年\(period)招商引资情况通报"
            : "Investment promotion in \(unitName), \(period) \(asOf.year)"
    }

    private var dateline: String {
        language == .zh
            ? "\(unitName)　截至\(asOf.year)年\(asOf.month)月\(asOf.dayOfMonth)日"
            : "\(unitName), as of \(asOf.text)"
    }

    /// The year so far: `1—6月`, `January–June`; in the midst of a month to the day.
    var period: String {
        let (month, day) = (asOf.month, asOf.dayOfMonth)
        let names = MonthlyReview.months
        if asOf == asOf.firstOfYear { return language == .zh ? "1月1日" : "1 January" }
        guard asOf == asOf.lastOfMonth else {
            return language == .zh
                ? "1月1日—\(month)月\(day)日" : "1 January–\(day) \(names[month - 1])"
        }
        if month == 1 { return language == .zh ? "1月" : names[0] }
        return language == .zh ? "1—\(month)月" : "\(names[0])–\(names[month - 1])"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
