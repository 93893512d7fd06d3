package seal

import (
	"errors"
	"fmt"
	"strings"
)

// ErrOtherMaster is given for a key that was wrapped by a master key which the
// server has not been given. Its text names the key by its id.
var ErrOtherMaster = errors.New("the master key it was wrapped by is not known here")

// Keyring is the master key that wraps, and those that open, too: what was
// wrapped before the master key changed, or by servers that have the next one
// already.
type Keyring struct {
	current *Master
	openers map[string]*Master
	others  []string // ids of the openers but the current, as given
}

// NewKeyring makes a keyring of the current master key and others that open.
func NewKeyring(current *Master, others ...*Master) *Keyring {
	k := &Keyring{current: current, openers: map[string]*Master{current.ID(): current}}
	for _, m := range others {
		if k.openers[m.ID()] == nil {
			k.openers[m.ID()] = m
			k.others = append(k.others, m.ID())
		}
	}
	return k
}

// ParseKeyring makes a keyring of SECRET_KEY and of SECRET_KEY_PREVIOUS, which
// holds keys with commas between them. Errors name the setting and no key.
func ParseKeyring(secret, previous string) (*Keyring, error) {
	current, err := NewMaster(secret)
	if err != nil {
		return nil, fmt.Errorf("setting SECRET_KEY: %w", err)
	}
	var others []*Master
	if strings.TrimSpace(previous) != "" {
		for i, one := range strings.Split(previous, ",") {
			m, err := NewMaster(strings.TrimSpace(one))
			if err != nil {
				return nil, fmt.Errorf("setting SECRET_KEY_PREVIOUS: key %d: %w", i+1, err)
			}
			others = append(others, m)
		}
	}
	return NewKeyring(current, others...), nil
}

// Current is the master key that wraps.
func (k *Keyring) Current() *Master { return k.current }

// open unwraps what the master key with this id has wrapped. what names it.
func (k *Keyring) open(masterID string, place, wrapped []byte, what string) ([]byte, error) {
	m := k.openers[masterID]
	if m == nil {
		given := "SECRET_KEY gives master key " + k.current.ID()
		if len(k.others) > 0 {
			given += " and SECRET_KEY_PREVIOUS " + strings.Join(k.others, ", ")
		}
		return nil, fmt.Errorf("seal: %s is wrapped by master key %s, but %s: put the SECRET_KEY that wrapped it into SECRET_KEY_PREVIOUS (%w)", what, masterID, given, ErrOtherMaster)
	}
	key, err := m.unwrap(place, wrapped)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return key, nil
}
