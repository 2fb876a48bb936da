// SPDX-License-Identifier: Apache-2.0
//
// Rules for money: an arrival is an increment or a cumulative value, one basis per project, origin
// and year; a value below the former one is taken and flagged. What is verified of an arrival lies
// between 0 and what the arrival states. Money may come to a project that has ended.

extension AdmissionState {
    func judge(
        _ capital: CapitalArrived, project: ProjectState, into docket: inout Docket
    ) {
        if let amount = capital.amount {
            docket.checkAmount(
                amount, at: docket.own("amount"), limitFen: Money.projectMaximumFen,
                mayBeZero: capital.basis ?? .increment != .increment)
        } else {
            docket.need(false, docket.own("amount"))
        }
        judgeBasis(capital, project: project, into: &docket)
        if capital.origin == nil, project.terms.origin == nil {
            docket.warn(.originMissing, docket.own("origin"), "shown apart and not counted")
        }
        if !project.isStored {
            docket.warn(.projectNotStored, "subject", "counts once the project is stored")
        }
        if project.isClosed {
            docket.warn(.projectClosed, "subject", "the project is terminated or withdrawn")
        }
        if project.isSuspended {
            docket.warn(.projectSuspended, "subject", "the project is suspended")
        }
    }

    private func judgeBasis(
        _ capital: CapitalArrived, project: ProjectState, into docket: inout Docket
    ) {
        guard let day = docket.fact.effectiveOn else { return }
        let known = project.bases[project.series(of: capital, in: day.year)]
        if let known, known != capital.basis ?? .increment {
            docket.refuse(
                .otherBasis, docket.own("basis"),
                "this origin's money of \(day.year) is reported as \(known.rawValue)")
        }
        guard let series = project.totalSeries(of: capital, on: day),
            let total = project.totals[series], let amount = capital.amount?.fen
        else { return }
        if day < total.day ? amount > total.amount : amount < total.amount {
            docket.warn(
                .capitalFell, docket.own("amount"), "\(total.amount) fen is stated for \(total.day)"
            )
        }
    }

    func judge(
        _ verified: CapitalVerified, project: ProjectState, into docket: inout Docket
    ) {
        docket.need(verified.of != nil, docket.own("of"))
        guard let amount = verified.amount else { return docket.need(false, docket.own("amount")) }
        guard let id = verified.of else { return }
        guard let arrival = project.arrivals[id] else {
            return docket.refuse(
                .unknownFact, docket.own("of"), "no arrival of that id is in force")
        }
        docket.checkAmount(
            amount, at: docket.own("amount"), limitFen: arrival.amount?.minorUnits ?? 0)
        if amount.currency != nil, amount.currency != arrival.amount?.currency {
            docket.refuse(
                .unitOfMeasure, docket.own("amount.currency"), "the arrival has another currency")
        }
        if let day = docket.fact.effectiveOn, let first = arrival.day, day < first {
            docket.warn(
                .daysOutOfOrder, "effectiveOn", "\(day) lies before the arrival of \(first)")
        }
    }
}
