// SPDX-License-Identifier: Apache-2.0
//
// Rules for tasks, entity counts and indicators.
//
// A task is set once a key. An indicator that is final changes no more (only a correction may).
// Announced tasks may lie ahead.

extension AdmissionState {
    func judge(_ task: AnnualTaskSet, into docket: inout Docket) {
        docket.need(task.measure != nil, docket.own("measure"))
        docket.need(task.issuer?.isEmpty == false, docket.own("issuer"))
        docket.need(task.grade != nil, docket.own("grade"))
        if let unit = task.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.checkYear(task.year)
        docket.checkValue(
            amount: task.amount, count: task.count, unit: unit(of: task.measure))
        judgeSchedule(task, into: &docket)
        if case .task(let key)? = docket.subject, tasks[key] != nil {
            docket.refuse(
                .taskAlreadySet, docket.own("measure"),
                "this task is set already; it is changed by an adjustment")
        }
    }

    private func judgeSchedule(_ task: AnnualTaskSet, into docket: inout Docket) {
        if task.schedule == .curve {
            let isRising = zip(task.curve, task.curve.dropFirst()).allSatisfy { $0 <= $1 }
            if task.curve.count != 12 || !isRising || task.curve.first! < 0
                || task.curve.last != 10_000
            {
                docket.refuse(
                    .curveInvalid, docket.own("curve"),
                    "twelve basis points that do not fall and end at 10000")
            }
        } else if !task.curve.isEmpty {
            docket.refuse(.fieldNotAllowed, docket.own("curve"), "only schedule CURVE has points")
        }
    }

    func judge(_ count: EntityCount, into docket: inout Docket) {
        if let unit = count.unit { docket.checkUnit(unit, at: docket.own("unit"), units: units) }
        docket.need(count.category != nil, docket.own("category"))
        if let number = count.count {
            docket.checkCount(number, at: docket.own("count"))
        } else {
            docket.need(false, docket.own("count"))
        }
    }

    func judge(_ indicator: IndicatorReported, into docket: inout Docket) {
        docket.need(indicator.from != nil, docket.own("from"))
        docket.need(indicator.to != nil, docket.own("to"))
        docket.need(indicator.accumulation != nil, docket.own("accumulation"))
        docket.need(indicator.status != nil, docket.own("status"))
        if let unit = indicator.unit {
            docket.checkUnit(unit, at: docket.own("unit"), units: units)
        }
        if let measure = indicator.measure {
            if measure.computedUnit != nil {
                docket.refuse(
                    .measureIsComputed, docket.own("measure"),
                    "\(measure.text) is computed from facts and can't be reported")
            }
        } else {
            docket.need(false, docket.own("measure"))
        }
        if let from = indicator.from, let to = indicator.to, from > to {
            docket.refuse(
                .periodInvalid, docket.own("to"), "a period ends on or after its first day")
        }
        docket.checkValue(
            amount: indicator.amount, count: indicator.count, unit: unit(of: indicator.measure))
        guard case .indicator(let key)? = docket.subject, let known = indicators[key]
        else { return }
        if known.isFinal {
            docket.refuse(
                .indicatorFinal, docket.own("status"),
                "the value is final; only a correction changes it")
        }
    }
}
