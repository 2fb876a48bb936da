// SPDX-License-Identifier: Apache-2.0
//
// Rules for what an office says and settles: a publication's question is whole, so that its figures can
// be computed again; a projection names the day on which it rests; a claim sent back is one that is
// there.

extension AdmissionState {
    func judge(_ published: Published, into docket: inout Docket) {
        if let unit = published.unit {
            docket.checkUnit(unit, at: docket.own("unit"), units: units)
        } else {
            docket.need(false, docket.own("unit"))
        }
        docket.need(published.asOf != nil, docket.own("asOf"))
        docket.need(published.epoch?.isEmpty == false, docket.own("epoch"))
        docket.need(published.knownAt != nil, docket.own("knownAt"))
        if let position = published.knownAt, position < 0 {
            docket.refuse(.countOutOfRange, docket.own("knownAt"), "positions are not below 0")
        } else if docket.isNewest, let position = published.knownAt, position > head.number {
            docket.refuse(
                .countOutOfRange, docket.own("knownAt"), "the journal ends at position \(head)")
        }
        docket.need(!published.figures.isEmpty, docket.own("figures"))
        for (index, figure) in published.figures.enumerated() {
            let path = docket.own("figures[\(index)]")
            docket.need(figure.measure?.isEmpty == false, "\(path).measure")
            docket.need(figure.text?.isEmpty == false, "\(path).text")
            docket.need(figure.digest != nil, "\(path).digest")
        }
        if case .publication(let name)? = docket.subject, publications.contains(name) {
            docket.refuse(
                .alreadyPublished, "subject",
                "\(name.text) is published already; a correction states it anew")
        }
    }

    func judge(
        _ returned: ReviewReturned, project: ProjectState, into docket: inout Docket
    ) {
        docket.need(returned.reason?.isEmpty == false, docket.own("reason"))
        if let claim = returned.of {
            // A claim that was sent back may be voided after: then its return still stands.
            if docket.isNewest, project.arrivals[claim] == nil {
                docket.refuse(.unknownFact, docket.own("of"), "no arrival of that id is in force")
            }
        } else if project.isStored {
            docket.refuse(
                .alreadyStored, docket.own("of"),
                "the project is in the library: its application stood"
            )
        } else if project.isClosed {
            docket.refuse(.projectClosed, "subject", "the project is terminated or withdrawn")
        }
    }

    func judge(_ made: ProjectionMade, into docket: inout Docket) {
        if let unit = made.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.need(made.measure != nil, docket.own("measure"))
        docket.checkYear(made.year)
        docket.need(made.method != nil, docket.own("method"))
        docket.need(made.asOf != nil, docket.own("asOf"))
        if let asOf = made.asOf, let day = docket.fact.effectiveOn, asOf > day {
            docket.refuse(
                .periodInvalid, docket.own("asOf"), "made on \(day), it can't rest on a later day")
        }
        docket.checkProjected(made, unit: unit(of: made.measure))
    }
}

extension Docket {
    /// As a level, but it may be below zero: more may end than begin.
    fileprivate mutating func checkProjected(_ made: ProjectionMade, unit: MeasureUnit?) {
        var (amount, count) = (made.amount, made.count)
        if let fen = amount?.minorUnits, fen != .min { amount?.minorUnits = abs(fen) }
        if let number = count, number != .min { count = abs(number) }
        checkValue(amount: amount, count: count, unit: unit)
    }
}
