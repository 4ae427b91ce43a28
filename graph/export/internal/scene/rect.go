package scene

// RectPath is the outline of a rectangle, its corners round.
func RectPath(s *Shape) []Segment {
	x, y, w, h := s.X, s.Y, s.W, s.H
	r := min(s.R, w/2, h/2)
	if r <= 0 {
		return []Segment{moveTo(x, y), lineTo(x+w, y), lineTo(x+w, y+h), lineTo(x, y+h), closed()}
	}
	k := r * (1 - 0.5523)
	return []Segment{
		moveTo(x+r, y), lineTo(x+w-r, y), curveTo(Point{x + w - k, y}, Point{x + w, y + k}, Point{x + w, y + r}),
		lineTo(x+w, y+h-r), curveTo(Point{x + w, y + h - k}, Point{x + w - k, y + h}, Point{x + w - r, y + h}),
		lineTo(x+r, y+h), curveTo(Point{x + k, y + h}, Point{x, y + h - k}, Point{x, y + h - r}),
		lineTo(x, y+r), curveTo(Point{x, y + k}, Point{x + k, y}, Point{x + r, y}), closed(),
	}
}
