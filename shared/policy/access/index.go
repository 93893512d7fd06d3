package access

import "strings"

// index finds the documents that have a statement about an action. Most documents
// are about a few services, so that most are never looked at.
type index struct {
	exact    map[string][]int32 // by action, in lower case
	services map[string][]int32 // by service prefix: patterns within one service
	wild     []int32            // about several services: NotAction, "*", "*:Get*"
}

func newIndex() *index {
	return &index{exact: map[string][]int32{}, services: map[string][]int32{}}
}

// add enters a document under what its statements are about.
func (x *index) add(d *document) {
	n := int32(d.number) //nolint:gosec // an account has far fewer documents
	for i := range d.outlines {
		o := &d.outlines[i]
		if o.notAction {
			x.wild = appendOnce(x.wild, n)
			continue
		}
		for _, p := range o.actions {
			service, _, ok := strings.Cut(p.text, ":")
			switch {
			case !p.wild():
				x.exact[p.text] = appendOnce(x.exact[p.text], n)
			case !ok || strings.ContainsAny(service, "*?"):
				x.wild = appendOnce(x.wild, n)
			default:
				x.services[service] = appendOnce(x.services[service], n)
			}
		}
	}
}

// appendOnce adds the number of the document that is being entered, unless it is
// there already: then it is the last.
func appendOnce(list []int32, n int32) []int32 {
	if len(list) > 0 && list[len(list)-1] == n {
		return list
	}
	return append(list, n)
}

// about gives the documents with a statement about an action, in lower case. A
// document may occur several times.
func (x *index) about(action string) [3][]int32 {
	service, _, _ := strings.Cut(action, ":")
	return [3][]int32{x.exact[action], x.services[service], x.wild}
}
