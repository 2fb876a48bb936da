// SPDX-License-Identifier: Apache-2.0
//
// A row of arrivals of capital → one increment of its project.
//
// The key is the project with its voucher. A row without a voucher is known by project and day, and
// by its occurrence among those; so a corrected day of such a row makes another fact, and the old
// one has to be voided by hand. Vouchers spare the office that.

import Pipeline

extension Clerk {
    mutating func capitalFacts(_ row: inout Row) -> [Fact] {
        var capital = CapitalArrived()
        capital.amount = row.money(.amount)
        capital.origin = row.origin()
        capital.basis = .increment
        let project = row.code(.key, as: ProjectID.self)
        let unit = unit(&row)
        let day = row.day(.date)
        for (column, isEmpty) in [(Column.key, project == nil), (.date, day == nil)]
        where isEmpty && row.text(column) == nil {
            row.flag(.fieldMissing, column, "an arrival needs this")
        }
        if capital.amount == nil, row.cell(.amount) == nil {
            row.flag(.fieldMissing, .amount, "an arrival needs an amount")
        }
        guard let project, let day, capital.amount != nil else { return [] }
        let voucher = row.word(.voucher)
        let key = [project.text, voucher.map { "voucher \($0)" } ?? "day \(day)"]
        var fact = fact(
            .capitalArrived(capital), key: key, in: &row, keyColumn: .voucher,
            mayRepeat: voucher == nil)
        fact.subject = project.text
        fact.unit = unit
        fact.effectiveOn = day
        if let voucher {
            var evidence = Evidence()
            evidence.kind = "voucher"
            evidence.number = voucher
            fact.evidence = [evidence]
        }
        return [fact]
    }
}
