package generate

import "strings"

// verb is a way of acting on a resource. Several English words give the same verb.
type verb struct {
	name  string
	words string // separated by commas; the regular forms of each are known too
	// prefixes begin the names of AWS actions that do this.
	prefixes string
	// then is the verb to try when a service has nothing for this one.
	then string
}

// verbs from the most to the least usual. The names are also used in the curated tables.
var verbs = []verb{
	{"readonly", "read-only access, read only access, readonly access, read-only, read only, readonly, view-only, view only, read-only permission, read-only permissions, read permission only", "", "read"},
	{"readwrite", "read-write access, read/write access, read-write, read write, rw, read and write access, reading and writing", "", ""},
	{"full", "full access, full control, complete access, unrestricted access, unlimited access, full permissions, full permission, all actions on, all actions in, all actions for, any action on, any action in, all operations on, everything in, everything on, everything with, anything on, anything in, anything with, do everything, do anything, full admin access, admin access, administrator access, administrative access, all access, all permissions on, all permissions for, full management", "", ""},
	{"manage", "manage, administer, maintain, operate, handle, manage the, management of", "", ""},
	{"crud", "crud, crud access, create/read/update/delete", "", "manage"},
	{"read", "read, retrieve, fetch, load, read from, read access, retrieval of", "", ""},
	{"get", "get, obtain", "Get BatchGet", "read"},
	{"view", "view, see, look at, inspect, show, browse, examine, audit, monitor, watch, look up, visibility into, check, review", "Describe Get", "read"},
	{"describe", "describe", "Describe", "read"},
	{"list", "list, enumerate, listing of", "List Describe", ""},
	{"write", "write, write to, write access, save, store, append, persist, writing of", "Put Write", ""},
	{"put", "put", "Put BatchWrite", "write"},
	{"upload", "upload", "Upload", "put"},
	{"download", "download", "Download", "get"},
	{"add", "add, insert, append to", "Add", "put"},
	{"create", "create, provision, make, set up, define, creation of, build new, open, request", "Create Allocate Request Register", "put"},
	{"update", "update, modify, change, edit, alter, configure, reconfigure, adjust, modification of, upsert, resize, scale, rename", "Update Modify Change Set Put", "write"},
	{"delete", "delete, erase, destroy, drop, deletion of, deletion, wipe, clean up, remove", "Delete BatchDelete Remove", ""},
	{"purge", "purge, empty, flush", "Purge", "delete"},
	{"publish", "publish, publish to, notify, broadcast", "Publish", "send"},
	{"send", "send, submit, emit, push messages, enqueue, post, produce", "Send Submit", "put"},
	{"receive", "receive, poll", "Receive", "read"},
	{"consume", "consume, consumer of, consumer for, process, dequeue, drain, subscribe and process", "", "receive"},
	{"invoke", "invoke, invocation of, call, trigger, prompt", "Invoke", "run"},
	{"start", "start, resume, power on, turn on, boot", "Start Resume", ""},
	{"stop", "stop, pause, shut down, shutdown, power off, turn off, halt, suspend", "Stop Suspend", ""},
	{"terminate", "terminate, kill, termination of", "Terminate", "delete"},
	{"reboot", "reboot, restart", "Reboot Restart", ""},
	{"run", "run, launch, spin up, perform", "Run Start", "execute"},
	{"execute", "execute, execution of", "Execute", "start"},
	{"decrypt", "decrypt, decryption with, decryption", "Decrypt", ""},
	{"encrypt", "encrypt, encryption with, encryption", "Encrypt", ""},
	{"reencrypt", "re-encrypt, reencrypt", "ReEncrypt", ""},
	{"sign", "sign", "Sign", ""},
	{"verify", "verify, validate", "Verify Validate", ""},
	{"generate", "generate", "Generate", "create"},
	{"rotate", "rotate, rotation of", "Rotate", "update"},
	{"tag", "tag, label, add tags to, add tags on, put tags on, create tags on, create tags for, apply tags to, set tags on, manage tags on, manage tags of, modify tags on", "Tag CreateTags AddTags", ""},
	{"untag", "untag, remove tags from", "Untag DeleteTags RemoveTags", ""},
	{"attach", "attach, mount", "Attach", "associate"},
	{"detach", "detach, unmount", "Detach", "disassociate"},
	{"associate", "associate, link, assign", "Associate Assign", ""},
	{"disassociate", "disassociate, unlink, unassign", "Disassociate Unassign", ""},
	{"enable", "enable, activate", "Enable Activate", "update"},
	{"disable", "disable, deactivate", "Disable Deactivate", "update"},
	{"cancel", "cancel, abort", "Cancel Abort", "stop"},
	{"copy", "copy, clone, duplicate", "Copy", ""},
	{"sync", "sync, synchronize, mirror", "Sync", "readwrite"},
	{"restore", "restore, recover", "Restore", ""},
	{"backup", "back up, backup, snapshot", "Backup Create", "create"},
	{"import", "import", "Import", ""},
	{"export", "export", "Export", ""},
	{"register", "register, enroll, enrol", "Register", "create"},
	{"deregister", "deregister, unregister", "Deregister", "delete"},
	{"subscribe", "subscribe, subscribe to", "Subscribe", ""},
	{"unsubscribe", "unsubscribe, unsubscribe from", "Unsubscribe", ""},
	{"query", "query, select from, run queries on, run queries against, running queries on, run queries in, run queries", "Query Select", "read"},
	{"scan", "scan", "Scan Start", "read"},
	{"search", "search, look for, find, filter", "Search Lookup Filter", "read"},
	{"assume", "assume, switch to, switch into", "Assume", ""},
	{"pass", "pass, passrole, hand over", "Pass", ""},
	{"connect", "connect, connect to, log in to, log into, login to, ssh into, ssh to, open sessions on, authenticate to, sign in to", "Connect", ""},
	{"deploy", "deploy, roll out, release, deployment of", "Deploy", "update"},
	{"approve", "approve", "Approve", ""},
	{"pull", "pull", "Pull", "get"},
	{"push", "push", "Push", "put"},
	{"replicate", "replicate", "Replicate", ""},
	{"invalidate", "invalidate, clear", "Invalidate", "purge"},
	{"reset", "reset", "Reset", "update"},
	{"test", "simulate", "Test Simulate", ""},
	{"analyze", "analyze, analyse, detect, recognize, recognise, extract text from, transcribe, synthesize, translate", "Analyze Detect", "use"},
	{"grant", "grant access on", "CreateGrant Grant", ""},
	{"authorize", "open ports in, open ports on, allow traffic to", "Authorize", "update"},
	{"use", "use, utilize, utilise, make use of, consume from", "", ""},
	{"move", "move, redrive", "Move StartMessageMove", "readwrite"},
}

// phrases are all words of the verb in all their forms.
func (v verb) phrases() []string {
	var all []string
	for _, w := range strings.Split(v.words, ",") {
		w = strings.TrimSpace(w)
		first, rest, _ := strings.Cut(w, " ")
		for _, form := range forms(first) {
			all = append(all, strings.TrimSpace(form+" "+rest))
		}
	}
	return all
}

// forms are the word itself, and with -s, -ing and -ed.
func forms(word string) []string {
	if irregular, ok := irregularForms[word]; ok {
		return append([]string{word}, irregular...)
	}
	stem := word
	switch {
	case strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "ee"):
		stem = strings.TrimSuffix(word, "e")
		return []string{word, word + "s", stem + "ing", stem + "ed"}
	case strings.HasSuffix(word, "y") && !strings.HasSuffix(word, "oy") && !strings.HasSuffix(word, "ay") && !strings.HasSuffix(word, "ey"):
		stem = strings.TrimSuffix(word, "y")
		return []string{word, stem + "ies", word + "ing", stem + "ied"}
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "sh"), strings.HasSuffix(word, "ch"), strings.HasSuffix(word, "x"):
		return []string{word, word + "es", word + "ing", word + "ed"}
	}
	return []string{word, word + "s", stem + "ing", stem + "ed"}
}

var irregularForms = map[string][]string{
	"get": {"gets", "getting", "got"}, "put": {"puts", "putting"}, "set": {"sets", "setting"}, "run": {"runs", "running", "ran"},
	"write": {"writes", "writing", "written", "wrote"}, "send": {"sends", "sending", "sent"}, "stop": {"stops", "stopping", "stopped"},
	"drop": {"drops", "dropping", "dropped"}, "tag": {"tags", "tagging"}, "untag": {"untags", "untagging", "untagged"},
	"make": {"makes", "making", "made"}, "read": {"reads", "reading"}, "begin": {"begins", "beginning"}, "spin": {"spins", "spinning", "spun"},
	"shut": {"shuts", "shutting"}, "cancel": {"cancels", "canceling", "cancelling", "canceled", "cancelled"},
	"submit": {"submits", "submitting", "submitted"}, "emit": {"emits", "emitting", "emitted"}, "find": {"finds", "finding", "found"},
	"see": {"sees", "seeing", "seen"}, "link": {"links", "linking", "linked"}, "show": {"shows", "showing", "shown"},
	"scan": {"scans", "scanning", "scanned"}, "label": {"labels", "labeling", "labelled", "labeled"}, "log": {"logs", "logging", "logged"},
	"control": {"controls", "controlling", "controlled"}, "full": {}, "all": {}, "any": {}, "everything": {}, "anything": {}, "complete": {}, "crud": {},
	"unrestricted": {}, "unlimited": {}, "do": {"does", "doing"}, "admin": {}, "administrator": {}, "administrative": {}, "readonly": {}, "read-only": {},
	"view-only": {}, "rw": {}, "read-write": {}, "read/write": {}, "deletion": {}, "creation": {}, "invocation": {}, "modification": {}, "termination": {},
	"execution": {}, "listing": {}, "retrieval": {}, "visibility": {}, "decryption": {}, "encryption": {}, "rotation": {}, "deployment": {}, "management": {},
	"prompt": {"prompts", "prompting", "prompted"}, "boot": {"boots", "booting", "booted"}, "clear": {"clears", "clearing", "cleared"},
	"open": {"opens", "opening", "opened"}, "empty": {"empties", "emptying", "emptied"}, "kill": {"kills", "killing", "killed"},
	"ssh": {}, "login": {}, "passrole": {}, "build": {"builds", "building", "built"}, "enrol": {"enrols", "enrolling", "enrolled"}, "enroll": {"enrolls", "enrolling", "enrolled"},
	"rename": {"renames", "renaming", "renamed"}, "backup": {"backing up"}, "snapshot": {"snapshotting", "snapshotted"}, "apply": {"applies", "applying", "applied"}, "back": {"backs", "backing", "backed"}, "sync": {"syncs", "syncing", "synced"},
	"hand": {"hands", "handing", "handed"}, "shutdown": {}, "select": {"selects", "selecting", "selected"}, "test": {},
}

var verbByName = func() map[string]verb {
	byName := map[string]verb{}
	for _, v := range verbs {
		byName[v.name] = v
	}
	return byName
}()
