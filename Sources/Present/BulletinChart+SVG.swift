// SPDX-License-Identifier: Apache-2.0
//
// A chart as SVG 1.1: no script, no outside resource, a title and a description for who can't see it.
//
// Law: every coordinate is a whole number, cut from the exact fraction, so that the same chart gives the
// same bytes everywhere. The axis begins at zero. What is missing is not drawn, and a line has a hole
// there: nothing is drawn between what is known.

import Rollup

extension BulletinChart {
    /// The drawing as a text.
    ///
    /// - Parameter isInline: inside an HTML page, which needs no declaration of XML.
    public func svg(isInline: Bool = false) -> String {
        var drawing = form == .bars ? bars : lines
        drawing.put(legend(at: drawing.height))
        drawing.height += 22
        let declaration = isInline ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        return declaration + """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Drawing.width) \(drawing.height)" \
            role="img" font-family="'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',\
            SimHei,sans-serif" font-size="12">
            <title>\(Markup.escaped(title))</title>
            <desc>\(Markup.escaped(summary))</desc>
            <text x="0" y="16" font-size="14" font-weight="bold">\(Markup.escaped(title))</text>
            \(drawing.lines.joined(separator: "\n"))
            </svg>

            """
    }

    private var largest: Fraction {
        points.flatMap(\.values).compactMap { $0?.number.size }.max { $0.isBelow($1) }
            ?? Fraction(0)
    }

    private var hasNegative: Bool {
        points.contains { $0.values.contains { ($0?.number.numerator ?? 0) < 0 } }
    }

    /// How far from the axis, in units of the drawing.
    private func length(_ value: Value, in room: Int) -> Int {
        let length = value.number.size.share(of: largest, in: room)
        return value.number.numerator < 0 ? -length : length
    }
}

/// Elements and how far down they reach.
private struct Drawing {
    static let width = 640
    static let ink = "#1f5f8b"
    static let mark = "#b5482a"

    var height: Int
    var lines: [String] = []

    static func attribute(_ question: FigureQuestion) -> String {
        " data-question=\"\(Markup.escaped(question.command))\""
    }

    mutating func put(_ line: String) { lines.append(line) }

    mutating func text(
        _ words: String, x: Int, y: Int, anchor: String = "start", question: FigureQuestion? = nil
    ) {
        // A number stays readable where a mark runs through it.
        let halo =
            question == nil
            ? "" : " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\""
        let question = question.map(Drawing.attribute) ?? ""
        put(
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"\(halo)\(question)>"
                + "\(Markup.escaped(words))</text>")
    }
}

extension BulletinChart {
    private func legend(at y: Int) -> String {
        let items = series.enumerated().map { index, name in
            let x = index == 0 ? 120 : 160 + series[0].columns * 7
            let colour = index == 0 ? Drawing.ink : Drawing.mark
            return "<rect x=\"\(x)\" y=\"\(y + 4)\" width=\"14\" height=\"\(index == 0 ? 8 : 3)\" "
                + "fill=\"\(colour)\"/><text x=\"\(x + 20)\" y=\"\(y + 13)\">"
                + "\(Markup.escaped(name))</text>"
        }
        return items.joined(separator: "\n")
    }

    /// A row a point: its label, a bar, the number behind it; a short upright mark for the second series.
    private var bars: Drawing {
        let labels = points.map(\.label.columns).max() ?? 0
        let left = min(260, 12 + labels * 7)
        let room = Drawing.width - left - 120
        let side = hasNegative ? room / 2 : room
        let axis = left + (hasNegative ? side : 0)
        var drawing = Drawing(height: 30)
        for point in points {
            let y = drawing.height
            drawing.text(point.label, x: left - 8, y: y + 14, anchor: "end")
            if let value = point.values[0] {
                let length = length(value, in: side)
                let x = min(axis, axis + length)
                drawing.put(
                    "<rect x=\"\(x)\" y=\"\(y + 3)\" width=\"\(abs(length))\" height=\"14\" "
                        + "fill=\"\(Drawing.ink)\"/>")
            }
            if point.values.count > 1, let value = point.values[1] {
                drawing.put(
                    "<rect x=\"\(axis + length(value, in: side) - 1)\" y=\"\(y)\" width=\"2\" "
                        + "height=\"20\" fill=\"\(Drawing.mark)\""
                        + "\(Drawing.attribute(value.figure.question))/>")
            }
            if let value = point.values[0] {
                drawing.text(
                    value.figure.text, x: max(axis, axis + length(value, in: side)) + 6,
                    y: y + 14, question: value.figure.question)
            }
            drawing.height += 24
        }
        drawing.put(
            "<path d=\"M\(axis) 28V\(drawing.height)\" stroke=\"#555\" fill=\"none\"/>")
        return drawing
    }

    /// A place a point from left to right; the first series with its numbers, the second dashed.
    private var lines: Drawing {
        let (top, room) = (44, 150)
        let side = hasNegative ? room / 2 : room
        let axis = top + side
        let step = points.count > 1 ? (Drawing.width - 100) / (points.count - 1) : 0
        var drawing = Drawing(height: top + room + 28)
        drawing.put(
            "<path d=\"M30 \(axis)H\(Drawing.width - 30)\" stroke=\"#555\" fill=\"none\"/>")
        for series in series.indices.reversed() {
            drawing.put(path(of: series, axis: axis, side: side, step: step))
        }
        for (index, point) in points.enumerated() {
            let x = 50 + index * step
            if point.values.count > 1, let value = point.values[1] {
                let y = axis - length(value, in: side)
                drawing.put(
                    "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2\" fill=\"\(Drawing.mark)\""
                        + "\(Drawing.attribute(value.figure.question))/>")
            }
            drawing.text(point.label, x: x, y: top + room + 18, anchor: "middle")
            guard let value = point.values[0] else { continue }
            let y = axis - length(value, in: side)
            drawing.put("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3\" fill=\"\(Drawing.ink)\"/>")
            drawing.text(
                value.figure.text, x: x, y: y - 8, anchor: "middle",
                question: value.figure.question)
        }
        return drawing
    }

    private func path(of series: Int, axis: Int, side: Int, step: Int) -> String {
        var path = ""
        var isBroken = true
        for (index, point) in points.enumerated() {
            guard let value = point.values[series] else {
                isBroken = true
                continue
            }
            path += "\(isBroken ? "M" : "L")\(50 + index * step) \(axis - length(value, in: side))"
            isBroken = false
        }
        let dashes = series == 0 ? "" : " stroke-dasharray=\"5 4\""
        return "<path d=\"\(path.isEmpty ? "M0 0" : path)\" fill=\"none\" stroke=\""
            + "\(series == 0 ? Drawing.ink : Drawing.mark)\" stroke-width=\"2\"\(dashes)/>"
    }
}
