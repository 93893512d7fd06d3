package eval

// reference is a policy variable: ${key} or ${key, 'default'}
// ("IAM policy elements: Variables and tags").
type reference struct {
	key        contextKey
	fallback   string
	hasDefault bool
}

// resolve gives the value that stands in place of the variable. Only a key with
// exactly one value can be used as a variable ("Single-valued vs. multivalued
// context keys"). ok is false when there is no value, so that nothing matches;
// state tells whether that is certain.
func (r *reference) resolve(c *Call) (value string, ok bool, state keyState) {
	values, state := c.lookup(&r.key)
	switch state {
	case keyUnknown:
		return "", false, keyUnknown
	case keyAbsent:
		if r.hasDefault {
			return r.fallback, true, keyKnown
		}
		return "", false, keyAbsent
	}
	if len(values) != 1 {
		return "", false, keyAbsent
	}
	return values[0], true, keyKnown
}
