// SPDX-License-Identifier: Apache-2.0
//
// The tables and charts of a month's bulletin. A number that is missing is told in the front's words.

import Pipeline
import Rollup

extension MonthlyReview {
    private func words(_ chinese: String, _ english: String) -> String {
        Wording(chinese, english)[language]
    }

    private func cell(_ figure: AnsweredFigure?) -> Prose { figure.map { "\($0)" } ?? "—" }

    private func name(of measure: Measure?) -> String {
        measure.map { FigureLabel.label(of: $0, language: language) } ?? ""
    }

    // MARK: Tasks

    var taskTables: [BulletinBlock] {
        let tasks = figures.filter { $0.name == .task }
        guard !tasks.isEmpty else { return [] }
        let columns: [FigureName] = [
            .completionRate, .proRata, .aheadBehind, .stillNeeded, .quarterShortfall,
        ]
        let headers =
            [
                words("指标", "Measure"), words("下达单位", "Set by"), words("年度任务", "Annual task"),
                words("完成", "Done"),
            ] + columns.map { $0.words(in: language) }
        let rows = tasks.map { task -> [Prose] in
            let grade = task.grade == .stretch ? TaskGrade.stretch.words(in: language) : nil
            let measure = [name(of: task.measure), grade].compactMap(\.self)
                .joined(separator: " · ")
            return [Prose(measure), Prose(task.issuer ?? ""), "\(task)", cell(done(task))]
                + columns.map { cell(follows(task, $0)) }
        }
        return [
            .table(
                BulletinTable(
                    caption: words("年度任务完成情况", "How far the annual tasks are"),
                    headers: headers, rows: rows))
        ]
    }

    // MARK: Ranks

    var rankingBlocks: [BulletinBlock] {
        rankings.flatMap { ranking -> [BulletinBlock] in
            var blocks: [BulletinBlock] = [.table(table(of: ranking))]
            if let chart = chart(of: ranking) { blocks.append(.chart(chart)) }
            return blocks
        }
    }

    private func table(of ranking: RankingSheet) -> BulletinTable {
        let lines = ranking.groups.flatMap(\.lines)
        let hasLamps = lines.contains { $0.lamp != nil }
        let moved =
            ranking.against.map {
                words("升降（与\($0.month)月末比）", "Moved since \($0.text)")
            } ?? words("升降", "Moved")
        let headers =
            [words("组别", "Peers"), words("名次", "Rank"), moved, words("单位", "Unit")]
            + (hasLamps ? [words("灯", "Lamp")] : [])
            + [
                words("数值", "Value"), words("距上一名", "To the next"), words("备注", "Remarks"),
            ]
        let rows = ranking.groups.flatMap { group in
            group.lines.map { line -> [Prose] in
                [
                    Prose(group.name), Prose(line.rank.map { "\($0)" } ?? "—"),
                    Prose(movement(of: line)), Prose(line.unitName),
                ] + (hasLamps ? [Prose(line.lamp ?? "")] : []) + [
                    cell(line.figure), line.gap.map { Prose($0) } ?? "", Prose(remarks(on: line)),
                ]
            }
        }
        let caption = words("\(ranking.label)排名", "Ranking by \(ranking.label)")
        return BulletinTable(caption: caption, headers: headers, rows: rows)
    }

    private func movement(of line: RankingLine) -> String {
        guard let rank = line.rank, let before = line.rankBefore else { return "" }
        return before == rank ? "→" : before > rank ? "↑\(before - rank)" : "↓\(rank - before)"
    }

    private func remarks(on line: RankingLine) -> String {
        var remarks = line.notes.map { $0.words(in: language) }
        if line.isTied { remarks.insert(words("并列", "shared"), at: 0) }
        if line.figure == nil { remarks.append(words("无此指标，单列", "has none: listed apart")) }
        return remarks.joined(separator: words("；", "; "))
    }

    private func chart(of ranking: RankingSheet) -> BulletinChart? {
        let lines = ranking.groups.flatMap(\.lines)
        guard lines.contains(where: { $0.figure?.number != nil }) else { return nil }
        let hasSchedule = lines.contains { $0.schedule?.number != nil }
        let points = lines.map { line in
            let values = [BulletinChart.Value(line.figure), BulletinChart.Value(line.schedule)]
            return BulletinChart.Point(line.unitName, hasSchedule ? values : [values[0]])
        }
        let schedule = FigureName.proRata.words(in: language)
        return BulletinChart(
            form: .bars,
            title: words("各单位\(ranking.label)", "\(ranking.label), by unit"),
            summary: words(
                "按组别和名次排列，一个单位一条，数值见上表。",
                "A bar a unit, by peer group and rank; the table above has the numbers."),
            series: hasSchedule ? [ranking.label, schedule] : [ranking.label], points: points)
    }

    // MARK: Months

    var monthBlocks: [BulletinBlock] {
        guard let last = months.last, last.figures.contains(where: { $0 != nil }) else { return [] }
        let labels = last.figures.indices.map { column in
            months.compactMap { $0.figures[column]?.label }.first
        }
        let columns = labels.indices.filter { labels[$0] != nil }
        let table = BulletinTable(
            caption: words("各月末累计", "The year so far, by month's end"),
            headers: [words("截至", "As of")] + columns.map { labels[$0]! },
            rows: months.map { month in
                [Prose(name(of: month.asOf))] + columns.map { cell(month.figures[$0]) }
            })
        return [.table(table)] + [monthChart].compactMap(\.self).map(BulletinBlock.chart)
    }

    private func name(of day: CivilDay) -> String {
        guard language == .zh else { return day.text }
        return day == day.lastOfMonth
            ? "\(day.month)月末" : "\(day.month)月\(day.dayOfMonth)日"
    }

    /// The lead measure's completion rate against its schedule; without a task, its capital.
    private var monthChart: BulletinChart? {
        func series(_ name: FigureName) -> [AnsweredFigure?]? {
            let series = months.map { month in month.figures.first { $0?.name == name } ?? nil }
            return series.contains { $0?.number != nil } ? series : nil
        }
        guard let first = series(.completionRate) ?? series(.domesticCapital),
            let label = first.compactMap({ $0?.label }).first
        else { return nil }
        let schedule = series(.completionRate) == nil ? nil : series(.proRata)
        let points = months.indices.map { index in
            let values = [first, schedule].compactMap(\.self).map {
                BulletinChart.Value($0[index])
            }
            return BulletinChart.Point(name(of: months[index].asOf), values)
        }
        return BulletinChart(
            form: .lines, title: words("\(label)逐月走势", "\(label), month by month"),
            summary: words(
                "自年初至各月末的累计数，数值见上表。",
                "Since January, to the end of each month; the table above has the numbers."),
            series: [label] + (schedule == nil ? [] : [FigureName.proRata.words(in: language)]),
            points: points)
    }

    // MARK: Indicators and entities

    var indicatorTables: [BulletinBlock] {
        let indicators = figures.filter { $0.name == .indicator }
        guard !indicators.isEmpty else { return [] }
        let rows = indicators.map { indicator -> [Prose] in
            let growth = figures.first {
                $0.name == .yearOnYear && $0.measure == indicator.measure
            }
            let days = [indicator.from, indicator.to].compactMap { $0?.text }
            return [
                Prose(indicator.label), cell(indicator), cell(growth),
                Prose(days.joined(separator: words("至", " to "))),
            ]
        }
        return [
            .table(
                BulletinTable(
                    caption: words("主要统计指标", "What others measure"),
                    headers: [
                        words("指标", "Indicator"), words("数值", "Value"),
                        FigureName.yearOnYear.words(in: language), words("所属期", "Days"),
                    ], rows: rows))
        ]
    }

    var entityTables: [BulletinBlock] {
        let told = entities.filter { sheet in sheet.figures.contains { !$0.isMissing } }
        guard !told.isEmpty else { return [] }
        let columns: [FigureName] = [
            .entityStock, .netIncrease, .registered, .deregistered, .movedIn, .movedOut,
            .converted, .promoted,
        ].filter { column in told.contains { $0.figure(column) != nil } }
        let rows = told.map { sheet in
            [Prose(sheet.category.words(in: language))] + columns.map { cell(sheet.figure($0)) }
        }
        return [
            .table(
                BulletinTable(
                    caption: words("经营主体（户）", "Business entities"),
                    headers: [words("类别", "Category")]
                        + columns.map {
                            $0 == .entityStock ? words("实有", "Stock") : $0.words(in: language)
                        }, rows: rows))
        ]
    }
}
