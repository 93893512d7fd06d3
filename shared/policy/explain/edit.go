package explain

import (
	"encoding/json"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
)

// An edit leaves all of a policy's text as its author wrote it but for what it changes.

// replaceSpan puts text in the place of a span.
func replaceSpan(source string, span policy.Span, text string) string {
	return source[:span.Offset] + text + source[span.End():]
}

// quoted writes a JSON string.
func quoted(s string) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // strings always encode
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// indentOf is the white space that a span's line begins with; ok is false when something else stands before the span.
func indentOf(source string, span policy.Span) (string, bool) {
	line := source[strings.LastIndexByte(source[:span.Offset], '\n')+1 : span.Offset]
	return line, strings.TrimSpace(line) == "" && strings.Contains(source[:span.Offset], "\n")
}

// listText writes list values: one as a string, several as a list.
func listText(values []string) string {
	if len(values) == 1 {
		return quoted(values[0])
	}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = quoted(v)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// addToList adds a value at the end of a list, in the list's own layout.
func addToList(source string, list *policy.List, value string) string {
	if list.Single || len(list.Values) == 0 {
		return replaceSpan(source, list.Span, listText(append(list.Texts(), value)))
	}
	last := list.Values[len(list.Values)-1].Span
	separator := ", "
	if indent, own := indentOf(source, last); own {
		separator = ",\n" + indent
	}
	return source[:last.End()] + separator + quoted(value) + source[last.End():]
}

// setElement replaces an element of a statement, under another name if wanted.
func setElement(source string, s *policy.Statement, old, name, value string) string {
	e := s.Element(old)
	return replaceSpan(source, e.Span, quoted(name)+": "+value)
}

// addElement adds an element at the end of a statement.
func addElement(source string, s *policy.Statement, name, value string) string {
	last := s.Elements[len(s.Elements)-1].Span
	separator := ", "
	if indent, own := indentOf(source, last); own {
		separator = ",\n" + indent
	}
	return source[:last.End()] + separator + quoted(name) + ": " + value + source[last.End():]
}

// statementText is a statement as JSON, with its first line not indented.
func statementText(s generate.Statement) string {
	text := generate.Print([]generate.Statement{s})
	doc := policy.ParseString(text)
	return indentBy(doc.Text(doc.Statements[0].Span), "")
}

// indentBy moves the lines after the first, which Print indents by eight, to another indent.
func indentBy(statement, indent string) string {
	return strings.ReplaceAll(statement, "\n        ", "\n"+indent)
}

// addStatement adds a statement at the end of a policy; to no policy, it makes one.
func addStatement(source string, s generate.Statement) string {
	if strings.TrimSpace(source) == "" {
		return generate.Print([]generate.Statement{s})
	}
	return appendText(source, statementText(s))
}

// appendText adds the text of a statement, with its first line not indented, at the end of a policy.
func appendText(source, statement string) string {
	doc := policy.ParseString(source)
	element := doc.Element("Statement")
	if element == nil {
		return source
	}
	value := doc.Text(element.Value)
	if len(doc.Statements) == 0 {
		return replaceSpan(source, element.Value, "["+statement+"]")
	}
	last := doc.Statements[len(doc.Statements)-1].Span
	separator := ", "
	if indent, own := indentOf(source, last); own {
		separator = ",\n" + indent
		statement = strings.ReplaceAll(statement, "\n", "\n"+indent)
	}
	if !strings.HasPrefix(value, "[") {
		// One statement that is not in a list.
		return replaceSpan(source, element.Value, "["+value+", "+statement+"]")
	}
	return source[:last.End()] + separator + statement + source[last.End():]
}

// removeStatement takes a statement out of a policy that has several.
func removeStatement(source string, index int) string {
	doc := policy.ParseString(source)
	span := doc.Statements[index].Span
	from, to := span.Offset, span.End()
	if index > 0 {
		from = doc.Statements[index-1].Span.End()
	} else if index+1 < len(doc.Statements) {
		to = doc.Statements[index+1].Span.Offset
	}
	return source[:from] + source[to:]
}

// addCondition adds a test to a statement, beside those it has.
func addCondition(source string, s *policy.Statement, operator, key, value string) string {
	if s.Condition == nil || len(s.Condition.Operators) == 0 {
		block := "{" + quoted(operator) + ": {" + quoted(key) + ": " + quoted(value) + "}}"
		if s.Condition != nil {
			return replaceSpan(source, s.Condition.Span, block)
		}
		return addElement(source, s, "Condition", block)
	}
	for i := range s.Condition.Operators {
		o := &s.Condition.Operators[i]
		if o.Name.Text != operator {
			continue
		}
		for j := range o.Keys {
			if strings.EqualFold(o.Keys[j].Name.Text, key) {
				return addToList(source, &o.Keys[j].Values, value)
			}
		}
		return addMember(source, o.Span, quoted(key)+": "+quoted(value))
	}
	return addMember(source, s.Condition.Span, quoted(operator)+": {"+quoted(key)+": "+quoted(value)+"}")
}

// addMember adds a member at the end of an object that has some.
func addMember(source string, object policy.Span, member string) string {
	inside := strings.TrimRight(source[:object.End()-1], " \n\t\r")
	return inside + ", " + member + source[len(inside):]
}
