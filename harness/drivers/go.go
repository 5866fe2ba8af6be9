// A driver over the net package of Go. README.md has the conversation. It needs Go 1.19 or later, and Linux.
//
//	CGO_ENABLED=0 go build -o driver harness/drivers/go.go
//	sockshape run --driver ./driver
//	sockshape run --isolated --driver './driver confined'
//
// Package net has no bare sockets: Listen, ListenPacket and Dial each make one with all that it needs. So what a case
// does step by step is kept until there is a call of net for it:
//
//   - A stream that is bound is nothing yet: its name goes into the Listen or Dial that follows. bind answers what a
//     listener is answered that is there for a moment, and whatever else needs the name to be held is lacking.
//   - A datagram socket is bound or connected when it is made: by bind, by connect, or by the first call that sends.
//   - Options are for Control, which net calls before it binds or connects. setsockopt answers what it does to a socket
//     that is there for a moment. Later they go through the setters of net, and through SyscallConn where it has none.
//
// A family is a part of the name of a network. AF_INET is "tcp4"; AF_INET6 is "tcp", which takes both families, and
// "tcp6" with IPV6_V6ONLY. Names are told as String of net.Addr has them, which is what programs print and compare.
// The resolver is that of Go, for cgo would ask the one of C; a name server is never asked.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"
)

// How a call ends

// ended is an answer other than what a call returned.
type ended struct {
	how  string
	what any
}

func (e ended) Error() string { return fmt.Sprintf("%s: %v", e.how, e.what) }

func lacks(format string, values ...any) error { return ended{"lacks", fmt.Sprintf(format, values...)} }

// The errors that calls on sockets and files have, for package syscall knows no names.
var errnoNames = map[syscall.Errno]string{
	syscall.E2BIG: "E2BIG", syscall.EACCES: "EACCES", syscall.EADDRINUSE: "EADDRINUSE",
	syscall.EADDRNOTAVAIL: "EADDRNOTAVAIL", syscall.EAFNOSUPPORT: "EAFNOSUPPORT", syscall.EAGAIN: "EAGAIN",
	syscall.EALREADY: "EALREADY", syscall.EBADF: "EBADF", syscall.EBUSY: "EBUSY",
	syscall.ECONNABORTED: "ECONNABORTED", syscall.ECONNREFUSED: "ECONNREFUSED", syscall.ECONNRESET: "ECONNRESET",
	syscall.EDESTADDRREQ: "EDESTADDRREQ", syscall.EDOM: "EDOM", syscall.EEXIST: "EEXIST", syscall.EFAULT: "EFAULT",
	syscall.EFBIG: "EFBIG", syscall.EHOSTUNREACH: "EHOSTUNREACH", syscall.EINPROGRESS: "EINPROGRESS",
	syscall.EINTR: "EINTR", syscall.EINVAL: "EINVAL", syscall.EIO: "EIO", syscall.EISCONN: "EISCONN",
	syscall.EISDIR: "EISDIR", syscall.ELOOP: "ELOOP", syscall.EMFILE: "EMFILE", syscall.EMSGSIZE: "EMSGSIZE",
	syscall.ENAMETOOLONG: "ENAMETOOLONG", syscall.ENETDOWN: "ENETDOWN", syscall.ENETRESET: "ENETRESET",
	syscall.ENETUNREACH: "ENETUNREACH", syscall.ENFILE: "ENFILE", syscall.ENOBUFS: "ENOBUFS",
	syscall.ENODEV: "ENODEV", syscall.ENOENT: "ENOENT", syscall.ENOMEM: "ENOMEM", syscall.ENOPROTOOPT: "ENOPROTOOPT",
	syscall.ENOSPC: "ENOSPC", syscall.ENOSYS: "ENOSYS", syscall.ENOTCONN: "ENOTCONN", syscall.ENOTDIR: "ENOTDIR",
	syscall.ENOTEMPTY: "ENOTEMPTY", syscall.ENOTSOCK: "ENOTSOCK", syscall.ENXIO: "ENXIO",
	syscall.EOPNOTSUPP: "EOPNOTSUPP", syscall.EOVERFLOW: "EOVERFLOW", syscall.EPERM: "EPERM", syscall.EPIPE: "EPIPE",
	syscall.EPROTO: "EPROTO", syscall.EPROTONOSUPPORT: "EPROTONOSUPPORT", syscall.EPROTOTYPE: "EPROTOTYPE",
	syscall.ERANGE: "ERANGE", syscall.EROFS: "EROFS", syscall.ESRCH: "ESRCH", syscall.ETIMEDOUT: "ETIMEDOUT",
	syscall.ETOOMANYREFS: "ETOOMANYREFS", syscall.EXDEV: "EXDEV",
}

func errnoName(number syscall.Errno) string {
	if name, ok := errnoNames[number]; ok {
		return name
	}
	return fmt.Sprintf("error %d", int(number))
}

// failure is the answer for an error. What has no number has a name in Go: that of a variable or a type of net with its
// text, or the text alone, but never the address in it.
func (c *call) failure(err error) ended {
	var answer ended
	var number syscall.Errno
	var timeout net.Error
	switch {
	case errors.As(err, &answer):
		return answer
	case errors.As(err, &number):
		return ended{"failed", errnoName(number)}
	case errors.As(err, &timeout) && timeout.Timeout():
		if time.Now().Before(c.until) {
			return ended{"failed", "ETIMEDOUT"}
		}
		return ended{"timed_out", true}
	}
	return ended{"refused", refusal(err)}
}

func refusal(err error) string {
	var address *net.AddrError
	var lookup *net.DNSError
	switch {
	case errors.Is(err, net.ErrClosed):
		return "net.ErrClosed"
	case errors.Is(err, net.ErrWriteToConnected):
		return "net.ErrWriteToConnected"
	case errors.As(err, &address):
		return "net.AddrError: " + address.Err
	case errors.As(err, &lookup):
		return "net.DNSError: " + lookup.Err
	}
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}

// Words, data, times

// word is a name or a number.
type word string

func (w *word) UnmarshalJSON(text []byte) error {
	var name string
	if json.Unmarshal(text, &name) != nil {
		name = string(text)
	}
	*w = word(name)
	return nil
}

type data []byte

func (d *data) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		*d = data(text)
		return nil
	}
	var other struct {
		Hex    *string
		Repeat string
		Times  int
	}
	if err := json.Unmarshal(raw, &other); err != nil {
		return err
	}
	if other.Hex == nil {
		*d = bytes.Repeat([]byte(other.Repeat), other.Times)
		return nil
	}
	decoded, err := hex.DecodeString(*other.Hex)
	*d = decoded
	return err
}

// buffers is one piece of data, or a list of them.
type buffers []data

func (b *buffers) UnmarshalJSON(raw []byte) error {
	var several []data
	if json.Unmarshal(raw, &several) == nil {
		*b = several
		return nil
	}
	*b = make(buffers, 1)
	return json.Unmarshal(raw, &(*b)[0])
}

func shown(received []byte) any {
	if utf8.Valid(received) {
		return string(received)
	}
	return map[string]string{"hex": hex.EncodeToString(received)}
}

// duration reads a time such as "200 ms"; 0 is none.
func duration(text word) (time.Duration, error) {
	switch text {
	case "", "none":
		return 0, nil
	case "0":
		return 0, lacks("a timeout of 0: a deadline that has passed ends calls before they are tried")
	}
	return time.ParseDuration(strings.ReplaceAll(string(text), " ", ""))
}

// Addresses

type port int

func (p *port) UnmarshalJSON(raw []byte) error {
	var returned struct {
		Port int `json:"returned_port"`
	}
	if json.Unmarshal(raw, &returned) == nil {
		*p = port(returned.Port)
		return nil
	}
	return json.Unmarshal(raw, (*int)(p))
}

// fields is an address as a case has it.
type fields struct {
	Family   word
	Host     *string
	Port     *port
	Flowinfo uint32
	ScopeID  uint32 `json:"scope_id"`
	Path     *string
	Abstract *string
	Length   *int
	Returned *fields
}

type address struct {
	fields
	unnamed bool
}

func (a *address) UnmarshalJSON(raw []byte) error {
	a.unnamed = string(raw) == `"unnamed"`
	if a.unnamed {
		return nil
	}
	if err := json.Unmarshal(raw, &a.fields); err != nil || a.Returned == nil {
		return err
	}
	a.fields = *a.Returned
	a.Length = nil
	if a.Family == "AF_UNIX" && a.Path == nil && a.Abstract == nil {
		a.unnamed = true
	}
	return nil
}

// place is an address as net takes it: the text of it, and the family that it is of, if it has one.
type place struct {
	family word
	text   string
	port   port
}

// place is an error for what no text stands for.
func (c *call) place(a *address) (place, error) {
	switch {
	case a == nil:
		return place{}, lacks("a null pointer for an address")
	case a.Length != nil:
		return place{}, lacks("the length of an address")
	case a.unnamed:
		return place{family: "AF_UNIX"}, nil
	case a.Path != nil:
		return place{family: "AF_UNIX", text: c.path(*a.Path)}, nil
	case a.Abstract != nil:
		return place{family: "AF_UNIX", text: "@" + c.path(*a.Abstract)}, nil
	case a.Port == nil:
		return place{}, lacks("an address without a port or a path")
	case a.Host == nil && a.Family != "":
		return place{}, lacks("an address of %s without a host", a.Family)
	case a.Flowinfo != 0:
		return place{}, lacks("flow information")
	}
	host := ""
	if a.Host != nil {
		host = *a.Host
	}
	if a.ScopeID != 0 {
		host = fmt.Sprintf("%s%%%d", host, a.ScopeID)
	}
	return place{a.Family, net.JoinHostPort(host, strconv.Itoa(int(*a.Port))), *a.Port}, nil
}

// addr is a name as net tells it. A network of IP has no ports, and none of them flow information: both are 0 then.
func (c *call) addr(name net.Addr) returned {
	if name == nil {
		return returned{}
	}
	text := name.String()
	if strings.HasPrefix(name.Network(), "unix") {
		return c.unixAddr(text)
	}
	host, number, err := net.SplitHostPort(text)
	if err != nil {
		host, number = text, "0"
	}
	port, _ := strconv.Atoi(number)
	host, zone, _ := strings.Cut(host, "%")
	if strings.Contains(host, ":") {
		return returned{"family": "AF_INET6", "host": host, "port": port, "flowinfo": 0, "scope_id": scope(zone)}
	}
	return returned{"family": "AF_INET", "host": host, "port": port}
}

// unixAddr tells what begins with @ as an abstract name, for this is how net writes one.
func (c *call) unixAddr(text string) returned {
	text = strings.Replace(text, c.scratch, "$scratch", 1)
	switch {
	case text == "":
		return returned{"family": "AF_UNIX"}
	case text[0] == '@':
		return returned{"family": "AF_UNIX", "abstract": text[1:]}
	}
	return returned{"family": "AF_UNIX", "path": text}
}

// scope is the number of a zone, which net tells by the name of an interface if there is one.
func scope(zone string) int {
	if known, err := net.InterfaceByName(zone); err == nil {
		return known.Index
	}
	number, _ := strconv.Atoi(zone)
	return number
}

// resolved is the same name as the type of net.Addr that Dialer and WriteTo want.
func resolved(network, text string) (net.Addr, error) {
	switch {
	case strings.HasPrefix(network, "unix"):
		return &net.UnixAddr{Name: text, Net: network}, nil
	case strings.HasPrefix(network, "tcp"):
		return net.ResolveTCPAddr(network, text)
	case strings.HasPrefix(network, "udp"):
		return net.ResolveUDPAddr(network, text)
	}
	return net.ResolveIPAddr(network, text)
}

// Sockets

// conn is what every connection and every listener has.
type conn interface {
	syscall.Conn
	io.Closer
	SetDeadline(time.Time) error
	File() (*os.File, error)
}

// sock is a socket of a case: a plan for one, until `conn` or `listener` is there.
type sock struct {
	family  word
	base    string // The network without a family: "tcp", "udp", "unixgram", "ip".
	suffix  string // The protocol of a network of IP: ":icmp".
	v6only  bool
	options []func(fd int) error
	name    *place // What a stream is to be bound to, or a datagram socket is.

	conn     net.Conn
	listener net.Listener
	used     bool // Something was sent or received, so no other socket can take its place.
	timeout  time.Duration
}

func (s *sock) isUnix() bool   { return s.family == "AF_UNIX" }
func (s *sock) isStream() bool { return s.base == "tcp" || s.base == "unix" || s.base == "unixpacket" }

func (s *sock) network() string {
	switch {
	case s.family == "AF_INET":
		return s.base + "4" + s.suffix
	case s.v6only:
		return s.base + "6" + s.suffix
	}
	return s.base + s.suffix
}

// text is the address, without a port where the network has none.
func (s *sock) text(to place) string {
	if s.base != "ip" {
		return to.text
	}
	host, _, _ := net.SplitHostPort(to.text)
	return host
}

// anywhere is the name that a socket gets without a bind.
func (s *sock) anywhere() place {
	switch {
	case s.isUnix():
		return place{family: s.family}
	case s.family == "AF_INET":
		return place{family: s.family, text: ":0"}
	}
	return place{family: s.family, text: "[::]:0"}
}

func (s *sock) control(_, _ string, raw syscall.RawConn) error {
	for _, option := range s.options {
		if err := onDescriptor(raw, option); err != nil {
			return err
		}
	}
	return nil
}

func onDescriptor(raw syscall.RawConn, do func(fd int) error) error {
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = do(int(fd)) }); err != nil {
		return err
	}
	return failed
}

// onSocket does something with the descriptor of a socket that is there. File and Fd would have it block.
func onSocket(made conn, do func(fd int) error) error {
	raw, err := made.SyscallConn()
	if err != nil {
		return err
	}
	return onDescriptor(raw, do)
}

func (s *sock) listen(at place) (net.Listener, error) {
	if err := s.mustTake(at); err != nil {
		return nil, err
	}
	config := net.ListenConfig{Control: s.control}
	return config.Listen(context.Background(), s.network(), s.text(at))
}

func (s *sock) listenPacket(at place) (net.Conn, error) {
	if err := s.mustTake(at); err != nil {
		return nil, err
	}
	config := net.ListenConfig{Control: s.control}
	packet, err := config.ListenPacket(context.Background(), s.network(), s.text(at))
	if err != nil {
		return nil, err
	}
	return packet.(net.Conn), nil
}

func (c *call) dial(s *sock, to place) (net.Conn, error) {
	if err := s.mustTake(to); err != nil {
		return nil, err
	}
	network := s.network()
	dialer := net.Dialer{Control: s.control, Deadline: c.limit(s)}
	if s.name != nil {
		local, err := resolved(network, s.text(*s.name))
		if err != nil {
			return nil, err
		}
		dialer.LocalAddr = local
	}
	return dialer.DialContext(c.ctx, network, s.text(to))
}

// mustTake is an error if no text says what the address is: a path for an Internet socket, or the reverse.
func (s *sock) mustTake(at place) error {
	if s.isUnix() != (at.family == "AF_UNIX") {
		return lacks("the network %s with an address of %s", s.base, at.family)
	}
	return nil
}

// hold makes the socket, with a name: a stream holds one by listening.
func (s *sock) hold(at place) (err error) {
	if s.isStream() {
		s.listener, err = s.listen(at)
	} else {
		s.conn, err = s.listenPacket(at)
	}
	return err
}

// probe makes a socket for a moment, to hear what net says of its name and its options.
func (s *sock) probe(at place) error {
	other := *s
	if err := other.hold(at); err != nil {
		return err
	}
	return other.made().Close()
}

// probeWith has Control do one thing more.
func (s *sock) probeWith(option func(fd int) error) error {
	other := *s
	other.options = append(s.options[:len(s.options):len(s.options)], option)
	return other.probe(s.anywhere())
}

// made is the connection or the listener, if there is one.
func (s *sock) made() conn {
	switch {
	case s.listener != nil:
		return s.listener.(conn)
	case s.conn != nil:
		return s.conn.(conn)
	}
	return nil
}

var errOnlyBound = lacks("a stream that is bound and neither listens nor connects")

func (s *sock) mustBeMade() (conn, error) {
	made := s.made()
	switch {
	case made != nil:
		return made, nil
	case s.name != nil:
		return nil, errOnlyBound
	}
	return nil, lacks("a socket that neither listens nor is connected, nor bound for datagrams")
}

// mustTransfer is the connection, which a datagram socket of the Internet becomes by sending.
func (s *sock) mustTransfer() (net.Conn, error) {
	if s.conn == nil && !s.isStream() && !s.isUnix() {
		made, err := s.listenPacket(s.anywhere())
		if err != nil {
			return nil, err
		}
		s.conn = made
	}
	if s.conn == nil {
		return nil, lacks("data of a socket that is not connected")
	}
	s.used = true
	return s.conn, nil
}

// The trial, and a call of it

type trial struct {
	deadline time.Duration
	scratch  string
	ctx      context.Context
	cancel   func()

	lock    sync.Mutex
	sockets map[string]*sock
	all     []*sock
	started map[string]*started
}

// call is one call, which is over at a time.
type call struct {
	*trial
	until time.Time
}

func (c *call) socket(name string) (*sock, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if s, ok := c.sockets[name]; ok {
		return s, nil
	}
	return nil, ended{"not_run", fmt.Sprintf("there is no socket `%s`", name)}
}

func (c *call) keep(name string, s *sock) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.sockets[name] = s
	c.all = append(c.all, s)
}

// path is the real path for one of the case.
func (c *call) path(text string) string {
	if rest, ok := cut(text, "$scratch"); ok && (rest == "" || rest[0] == '/') {
		return c.scratch + rest
	}
	return text
}

// cut is strings.CutPrefix, which Go 1.19 does not have.
func cut(text, prefix string) (string, bool) {
	return strings.TrimPrefix(text, prefix), strings.HasPrefix(text, prefix)
}

// taken is a place, for a call that depends on who has that name: of a stream that only keeps it for later, nobody has.
func (c *call) taken(a *address) (place, error) {
	to, err := c.place(a)
	if err != nil {
		return to, err
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, s := range c.all {
		if s.name == nil || s.made() != nil {
			continue
		}
		samePort := to.port != 0 && to.port == s.name.port
		if samePort || s.isUnix() && (to.text+"/" == s.name.text+"/" || strings.HasPrefix(to.text, s.name.text+"/")) {
			return to, errOnlyBound
		}
	}
	return to, nil
}

// file is the path for an operation on files. A stream that only has a plan for a name has made no file there.
func (c *call) file(text string) (string, error) {
	_, err := c.taken(&address{fields: fields{Path: &text}})
	return c.path(text), err
}

// limit sets how long the calls on a socket may take: until this call is over, or for the socket's own timeout.
func (c *call) limit(s *sock) time.Time {
	until := c.until
	if s.timeout != 0 && time.Now().Add(s.timeout).Before(until) {
		until = time.Now().Add(s.timeout)
	}
	if made := s.made(); made != nil {
		// What is closed has no deadline, and the call itself says so.
		_ = made.SetDeadline(until)
	}
	return until
}

// The operations: what each takes is a struct, so that an argument which is not there is lacking

type operation func(*call, json.RawMessage) (any, error)

type returned map[string]any

func op[A any](do func(*call, A) (any, error)) operation {
	return func(c *call, raw json.RawMessage) (any, error) {
		var arguments A
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&arguments); err != nil {
			field, ok := cut(err.Error(), "json: unknown field ")
			if !ok {
				return nil, ended{"error", err.Error()}
			}
			return nil, lacks("the argument %s", strings.Trim(field, `"`))
		}
		return do(c, arguments)
	}
}

// on is an operation on a socket.
func on[A any](do func(*call, *sock, A) (any, error)) operation {
	return func(c *call, raw json.RawMessage) (any, error) {
		var which struct{ Socket string }
		if err := json.Unmarshal(raw, &which); err != nil {
			return nil, err
		}
		s, err := c.socket(which.Socket)
		if err != nil {
			return nil, err
		}
		return op(func(c *call, arguments A) (any, error) { return do(c, s, arguments) })(c, raw)
	}
}

type alone struct{ Socket string }

// Making and naming

type kind struct {
	As       string
	Family   word
	Type     word
	Protocol word
}

var unixNetworks = map[word]string{"SOCK_STREAM": "unix", "SOCK_DGRAM": "unixgram", "SOCK_SEQPACKET": "unixpacket"}

func plan(k kind) (*sock, error) {
	if k.Family == "" {
		k.Family = "AF_INET"
	}
	if k.Type == "" {
		k.Type = "SOCK_STREAM"
	}
	internet := k.Family == "AF_INET" || k.Family == "AF_INET6"
	s := &sock{family: k.Family}
	usual := word("")
	switch {
	case internet && k.Type == "SOCK_STREAM":
		s.base, usual = "tcp", "IPPROTO_TCP"
	case internet && k.Type == "SOCK_DGRAM":
		s.base, usual = "udp", "IPPROTO_UDP"
	case internet && k.Type == "SOCK_RAW":
		if k.Protocol == "" || k.Protocol == "0" {
			return nil, lacks("a network of IP without a protocol")
		}
		s.base, usual = "ip", k.Protocol
		s.suffix = ":" + protocol(k.Protocol)
	case k.Family == "AF_UNIX":
		s.base = unixNetworks[k.Type]
	}
	if s.base == "" {
		return nil, lacks("sockets of %s and %s", k.Family, k.Type)
	}
	if k.Protocol != "" && k.Protocol != "0" && k.Protocol != usual {
		return nil, lacks("the protocol %s of %s and %s", k.Protocol, k.Family, k.Type)
	}
	return s, nil
}

// protocol is the number of one, which a network of IP may name.
func protocol(name word) string {
	numbers := map[word]string{"IPPROTO_ICMP": "1", "IPPROTO_TCP": "6", "IPPROTO_UDP": "17", "IPPROTO_ICMPV6": "58"}
	if number, ok := numbers[name]; ok {
		return number
	}
	return string(name)
}

func socket(c *call, k kind) (any, error) {
	s, err := plan(k)
	if err != nil {
		return nil, err
	}
	if s.base == "ip" {
		// Whether this process may have one does not depend on a name.
		if err := s.probe(s.anywhere()); err != nil {
			return nil, err
		}
	}
	c.keep(k.As, s)
	return nil, nil
}

func createConnection(c *call, a struct {
	As      string
	Address *address
	Timeout word
	Source  *address
}) (any, error) {
	s := &sock{family: a.Address.Family, base: "tcp"}
	var err error
	if s.timeout, err = duration(a.Timeout); err != nil {
		return nil, err
	}
	if a.Address.Path != nil || a.Address.Abstract != nil {
		s.family, s.base = "AF_UNIX", "unix"
	}
	if a.Source != nil {
		if err := bind(c, s, a.Source); err != nil {
			return nil, err
		}
	}
	if err := connect(c, s, a.Address); err != nil {
		return nil, err
	}
	c.keep(a.As, s)
	return nil, nil
}

func bind(c *call, s *sock, to *address) error {
	at, err := c.taken(to)
	if err != nil {
		return err
	}
	if s.name != nil || s.made() != nil {
		return lacks("another name for a socket")
	}
	if s.isStream() {
		err = s.probe(at)
	} else {
		err = s.hold(at)
	}
	if err == nil {
		s.name = &at
	}
	return err
}

func listen(c *call, s *sock, _ alone) (any, error) {
	if !s.isStream() {
		return nil, lacks("listening with a socket of datagrams")
	}
	if s.made() != nil {
		return nil, lacks("listening with a socket that listens or is connected")
	}
	at := s.anywhere()
	switch {
	case s.name != nil:
		at = *s.name
	case s.isUnix():
		return nil, lacks("listening without a path")
	}
	return nil, s.hold(at)
}

// connect makes another socket of one that is bound for datagrams, with the same name and options.
func connect(c *call, s *sock, to *address) error {
	at, err := c.taken(to)
	if err != nil {
		return err
	}
	bound := s.conn
	switch {
	case s.listener != nil || s.isStream() && bound != nil || s.used:
		return lacks("connecting a socket that listens, is connected or was used")
	case bound != nil && bound.RemoteAddr() != nil:
		return lacks("another peer for a socket")
	case bound != nil:
		s.unbind()
	}
	made, err := c.dial(s, at)
	switch {
	case err == nil:
		s.conn = made
	case bound != nil:
		s.conn, _ = s.listenPacket(*s.name)
	}
	return err
}

// unbind closes a socket, and leaves its name to the one that takes its place.
func (s *sock) unbind() {
	s.name.text = s.conn.LocalAddr().String()
	s.conn.Close()
	s.conn = nil
	if s.isUnix() {
		// The file of a path outlasts its socket.
		_ = os.Remove(s.name.text)
	}
}

func accept(c *call, s *sock, a struct{ Socket, As string }) (any, error) {
	if s.listener == nil {
		return nil, lacks("accepting with a socket that does not listen")
	}
	c.limit(s)
	accepted, err := s.listener.Accept()
	if err != nil {
		return nil, err
	}
	c.keep(a.As, &sock{family: s.family, base: s.base, conn: accepted})
	return returned{"address": c.addr(accepted.RemoteAddr())}, nil
}

func localAddr(s *sock) (net.Addr, error) {
	if _, err := s.mustBeMade(); err != nil {
		return nil, err
	}
	if s.listener != nil {
		return s.listener.Addr(), nil
	}
	return s.conn.LocalAddr(), nil
}

func getsockname(c *call, s *sock, _ alone) (any, error) {
	name, err := localAddr(s)
	if err != nil {
		return nil, err
	}
	return returned{"address": c.addr(name)}, nil
}

func getpeername(c *call, s *sock, _ alone) (any, error) {
	if s.conn == nil {
		return nil, lacks("the peer of a socket that is not connected")
	}
	return returned{"address": c.addr(s.conn.RemoteAddr())}, nil
}

func family(c *call, s *sock, _ alone) (any, error) {
	name, err := localAddr(s)
	if err != nil {
		return nil, err
	}
	return returned{"family": c.addr(name)["family"]}, nil
}

// kindOf is the type that the name of a socket's network stands for.
func kindOf(c *call, s *sock, _ alone) (any, error) {
	name, err := localAddr(s)
	if err != nil {
		return nil, err
	}
	types := map[string]string{"tcp": "SOCK_STREAM", "udp": "SOCK_DGRAM", "ip": "SOCK_RAW", "unix": "SOCK_STREAM",
		"unixgram": "SOCK_DGRAM", "unixpacket": "SOCK_SEQPACKET"}
	return returned{"type": types[name.Network()]}, nil
}

func dup(c *call, s *sock, a struct{ Socket, As string }) (any, error) {
	made, err := s.mustBeMade()
	if err != nil {
		return nil, err
	}
	file, err := made.File()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	other := &sock{family: s.family, base: s.base, used: true}
	if s.listener != nil {
		other.listener, err = net.FileListener(file)
	} else {
		other.conn, err = net.FileConn(file)
	}
	if err != nil {
		return nil, err
	}
	c.keep(a.As, other)
	return nil, nil
}

func shutdown(c *call, s *sock, a struct {
	Socket string
	How    word
}) (any, error) {
	if s.conn == nil {
		return nil, lacks("shutdown of a socket that is not connected")
	}
	half, ok := s.conn.(interface {
		CloseRead() error
		CloseWrite() error
	})
	switch {
	case !ok:
		return nil, lacks("shutdown of the network %s", s.base)
	case a.How == "SHUT_RD":
		return nil, half.CloseRead()
	case a.How == "SHUT_WR":
		return nil, half.CloseWrite()
	}
	return nil, lacks("shutdown with %s", a.How)
}

func closeSocket(c *call, s *sock, _ alone) (any, error) {
	made, err := s.mustBeMade()
	if err != nil {
		return nil, err
	}
	return nil, made.Close()
}

// holdPort finds a port below those that the system gives unasked, which nobody has. A socket of the other type holds
// its number.
func holdPort(c *call, a struct {
	As   string
	Type word
}) (any, error) {
	low, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return nil, err
	}
	var first int
	if _, err := fmt.Sscan(string(low), &first); err != nil {
		return nil, err
	}
	// Several processes do not try the same ports.
	ports := rand.New(rand.NewSource(int64(os.Getpid())))
	wanted, holder := &sock{family: "AF_INET", base: "tcp"}, &sock{family: "AF_INET", base: "udp"}
	if a.Type == "SOCK_DGRAM" {
		wanted, holder = holder, wanted
	}
	for {
		number := port(1024 + ports.Intn(first-1024))
		err := wanted.probe(place{"AF_INET", fmt.Sprintf("0.0.0.0:%d", number), number})
		if err == nil {
			err = holder.hold(place{"AF_INET", fmt.Sprintf("127.0.0.1:%d", number), number})
		}
		switch {
		case err == nil:
			c.keep(a.As, holder)
			name, err := localAddr(holder)
			return returned{"address": c.addr(name)}, err
		case !errors.Is(err, syscall.EADDRINUSE):
			return nil, err
		}
	}
}

// Sending and receiving

type message struct {
	Socket    string
	Data      buffers
	Address   *address
	Ancillary []struct {
		Rights []string `json:"SCM_RIGHTS"`
	}
}

// sent tells a part from the whole. What was sent of a call that the deadline ended is its value.
func (c *call) sent(count int, whole int, err error) (any, error) {
	if err == nil && count == whole {
		return returned{"sent": count}, nil
	}
	part := returned{"sent": returned{"part": count}}
	if err != nil && count > 0 && c.failure(err).how == "timed_out" {
		return nil, ended{"timed_out", part}
	}
	return part, err
}

func (c *call) write(s *sock, parts buffers, write func(net.Conn, []byte) (int, error)) (any, error) {
	connection, err := s.mustTransfer()
	if err != nil {
		return nil, err
	}
	whole := bytes.Join(asBytes(parts), nil)
	c.limit(s)
	count, err := write(connection, whole)
	return c.sent(count, len(whole), err)
}

func asBytes(parts buffers) [][]byte {
	several := make([][]byte, len(parts))
	for i, part := range parts {
		several[i] = part
	}
	return several
}

func send(c *call, s *sock, a struct {
	Socket string
	Data   buffers
}) (any, error) {
	return c.write(s, a.Data, net.Conn.Write)
}

func sendall(c *call, s *sock, a struct {
	Socket string
	Data   buffers
}) (any, error) {
	_, err := c.write(s, a.Data, net.Conn.Write)
	return nil, err
}

func sendto(c *call, s *sock, a struct {
	Socket  string
	Data    buffers
	Address *address
}) (any, error) {
	to, err := c.destination(s, a.Address)
	if err != nil {
		return nil, err
	}
	return c.write(s, a.Data, func(connection net.Conn, whole []byte) (int, error) {
		return connection.(net.PacketConn).WriteTo(whole, to)
	})
}

// destination is the address for a datagram. WriteTo looks at the family itself, so none is asked for.
func (c *call) destination(s *sock, to *address) (net.Addr, error) {
	if s.base == "tcp" {
		return nil, lacks("a destination for a stream")
	}
	at, err := c.taken(to)
	if err != nil {
		return nil, err
	}
	if err := s.mustTake(at); err != nil {
		return nil, err
	}
	return resolved(s.base, s.text(at))
}

// sendmsg is Buffers of net, which calls writev, and WriteMsg where there is an address or something to pass.
func sendmsg(c *call, s *sock, a message) (any, error) {
	if len(a.Ancillary) == 0 && a.Address == nil && s.isStream() {
		return c.write(s, a.Data, func(connection net.Conn, _ []byte) (int, error) {
			several := net.Buffers(asBytes(a.Data))
			count, err := several.WriteTo(connection)
			return int(count), err
		})
	}
	if len(a.Data) > 1 {
		return nil, lacks("a datagram of several buffers")
	}
	var to net.Addr
	var err error
	if a.Address != nil {
		if to, err = c.destination(s, a.Address); err != nil {
			return nil, err
		}
	}
	rights, err := c.rights(a)
	if err != nil {
		return nil, err
	}
	return c.write(s, a.Data, func(connection net.Conn, whole []byte) (int, error) {
		return writeMsg(connection, whole, rights, to)
	})
}

func writeMsg(connection net.Conn, whole, rights []byte, to net.Addr) (int, error) {
	var count int
	var err error
	switch connection := connection.(type) {
	case *net.UDPConn:
		udp, _ := to.(*net.UDPAddr)
		count, _, err = connection.WriteMsgUDP(whole, rights, udp)
	case *net.UnixConn:
		unix, _ := to.(*net.UnixAddr)
		count, _, err = connection.WriteMsgUnix(whole, rights, unix)
	default:
		err = lacks("messages of %T", connection)
	}
	return count, err
}

// rights is the control message that passes sockets.
func (c *call) rights(a message) ([]byte, error) {
	var all []byte
	for _, message := range a.Ancillary {
		if message.Rights == nil {
			return nil, lacks("ancillary data other than SCM_RIGHTS")
		}
		var descriptors []int
		for _, name := range message.Rights {
			s, err := c.socket(name)
			if err != nil {
				return nil, err
			}
			made, err := s.mustBeMade()
			if err != nil {
				return nil, err
			}
			err = onSocket(made, func(fd int) error {
				descriptors = append(descriptors, fd)
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, syscall.UnixRights(descriptors...)...)
	}
	return all, nil
}

type buffer struct {
	Socket string
	Size   *int
}

type reader func(connection net.Conn, room []byte) (int, net.Addr, error)

// readInto receives with a call of net. The end of a stream is io.EOF there, and no data here.
func (c *call) readInto(s *sock, room []byte, read reader) (int, net.Addr, error) {
	if s.conn == nil {
		return 0, nil, lacks("data of a socket that is not connected")
	}
	s.used = true
	c.limit(s)
	count, from, err := read(s.conn, room)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return count, from, err
}

func readOnly(connection net.Conn, room []byte) (int, net.Addr, error) {
	count, err := connection.Read(room)
	return count, nil, err
}

func readFrom(connection net.Conn, room []byte) (int, net.Addr, error) {
	packet, ok := connection.(net.PacketConn)
	if !ok {
		return 0, nil, lacks("the sender of a stream's data")
	}
	return packet.ReadFrom(room)
}

// or is a number that may be left out.
func or(number *int, otherwise int) int {
	if number == nil {
		return otherwise
	}
	return *number
}

func recv(c *call, s *sock, a buffer) (any, error) {
	room := make([]byte, or(a.Size, 1024))
	count, _, err := c.readInto(s, room, readOnly)
	if err != nil {
		return nil, err
	}
	return returned{"data": shown(room[:count])}, nil
}

func recvfrom(c *call, s *sock, a buffer) (any, error) {
	room := make([]byte, or(a.Size, 1024))
	count, from, err := c.readInto(s, room, readFrom)
	if err != nil {
		return nil, err
	}
	return returned{"data": shown(room[:count]), "address": c.addr(from)}, nil
}

// into is the part of a buffer that is received into.
type into struct {
	Buffer data
	Offset int
	Size   *int
}

func (i *into) UnmarshalJSON(raw []byte) error {
	type plain into
	if json.Unmarshal(raw, (*plain)(i)) == nil && i.Buffer != nil {
		return nil
	}
	*i = into{}
	return json.Unmarshal(raw, &i.Buffer)
}

func (i *into) part() []byte {
	part := i.Buffer[i.Offset:]
	return part[:or(i.Size, len(part))]
}

type receiving struct {
	Socket string
	Into   into
}

func recvInto(c *call, s *sock, a receiving) (any, error) {
	count, _, err := c.readInto(s, a.Into.part(), readOnly)
	if err != nil {
		return nil, err
	}
	return returned{"received": count, "buffer": shown(a.Into.Buffer)}, nil
}

func recvfromInto(c *call, s *sock, a receiving) (any, error) {
	count, from, err := c.readInto(s, a.Into.part(), readFrom)
	if err != nil {
		return nil, err
	}
	return returned{"received": count, "buffer": shown(a.Into.Buffer), "address": c.addr(from)}, nil
}

func recvmsg(c *call, s *sock, a struct {
	Socket string
	Sizes  []int
	Room   *int
	As     []string
}) (any, error) {
	if len(a.Sizes) > 1 {
		return nil, lacks("several buffers for a message")
	}
	var data, control []byte
	switch {
	case a.Sizes == nil:
		data = make([]byte, 1024)
	case len(a.Sizes) == 1:
		data = make([]byte, a.Sizes[0])
	}
	if room := or(a.Room, 256); room > 0 {
		control = make([]byte, syscall.CmsgLen(room))
	}
	var flags int
	count, from, err := c.readInto(s, data, func(connection net.Conn, data []byte) (int, net.Addr, error) {
		count, controls, flagged, from, err := readMsg(connection, data, control)
		control, flags = control[:controls], flagged
		return count, from, err
	})
	if err != nil {
		return nil, err
	}
	ancillary, err := c.controls(control, a.As)
	if err != nil {
		return nil, err
	}
	return returned{
		"data": shown(data[:count]), "address": c.addr(from), "flags": flagWords(flags), "ancillary": ancillary,
	}, nil
}

// readMsg is the ReadMsg of a type, with no address in place of a nil pointer.
func readMsg(connection net.Conn, data, control []byte) (count, controls, flags int, from net.Addr, err error) {
	switch connection := connection.(type) {
	case *net.UDPConn:
		var udp *net.UDPAddr
		if count, controls, flags, udp, err = connection.ReadMsgUDP(data, control); udp != nil {
			from = udp
		}
	case *net.UnixConn:
		var unix *net.UnixAddr
		if count, controls, flags, unix, err = connection.ReadMsgUnix(data, control); unix != nil {
			from = unix
		}
	case *net.IPConn:
		var ip *net.IPAddr
		if count, controls, flags, ip, err = connection.ReadMsgIP(data, control); ip != nil {
			from = ip
		}
	default:
		err = lacks("messages of %T", connection)
	}
	return count, controls, flags, from, err
}

func flagWords(flags int) string {
	names := []struct {
		bit  int
		name string
	}{
		{syscall.MSG_OOB, "MSG_OOB"}, {syscall.MSG_TRUNC, "MSG_TRUNC"}, {syscall.MSG_CTRUNC, "MSG_CTRUNC"},
		{syscall.MSG_EOR, "MSG_EOR"}, {syscall.MSG_ERRQUEUE, "MSG_ERRQUEUE"},
	}
	var words []string
	for _, flag := range names {
		if flags&flag.bit != 0 {
			words = append(words, flag.name)
			flags &^= flag.bit
		}
	}
	if flags != 0 {
		words = append(words, strconv.Itoa(flags))
	}
	if words == nil {
		return "none"
	}
	return strings.Join(words, "|")
}

// controls are the control messages of one message. It makes connections of the descriptors that have names.
func (c *call) controls(raw []byte, names []string) (any, error) {
	messages, err := syscall.ParseSocketControlMessage(raw)
	if err != nil {
		return nil, err
	}
	all := []any{}
	for _, message := range messages {
		descriptors, err := syscall.ParseUnixRights(&message)
		if err != nil {
			return nil, lacks("a reader for control messages other than SCM_RIGHTS")
		}
		for _, descriptor := range descriptors {
			file := os.NewFile(uintptr(descriptor), "passed")
			if len(names) > 0 {
				if err := c.keepFile(names[0], file); err != nil {
					return nil, err
				}
				names = names[1:]
			}
			file.Close()
		}
		all = append(all, returned{"type": "SCM_RIGHTS", "sockets": len(descriptors)})
	}
	return all, nil
}

func (c *call) keepFile(name string, file *os.File) error {
	connection, err := net.FileConn(file)
	if err != nil {
		return err
	}
	network := connection.LocalAddr().Network()
	s := &sock{base: network, conn: connection}
	if strings.HasPrefix(network, "unix") {
		s.family = "AF_UNIX"
	}
	c.keep(name, s)
	return nil
}

// Options

// value is a value of an option, whatever its kind.
type value struct {
	Flag   *bool
	Number *int
	Text   string
	group
}

// group is a membership.
type group struct {
	Group     string
	Interface string
}

func (v *value) UnmarshalJSON(raw []byte) error {
	var flag bool
	var number int
	var text string
	switch {
	case json.Unmarshal(raw, &flag) == nil:
		v.Flag = &flag
	case json.Unmarshal(raw, &number) == nil:
		v.Number = &number
	case json.Unmarshal(raw, &text) == nil:
		v.Text = text
	default:
		return json.Unmarshal(raw, &v.group)
	}
	return nil
}

// number is that of a flag, too.
func (v *value) number() (int, error) {
	switch {
	case v.Number != nil:
		return *v.Number, nil
	case v.Flag != nil && *v.Flag:
		return 1, nil
	case v.Flag != nil:
		return 0, nil
	}
	return 0, lacks("this value of an option")
}

// index is that of an interface by its word.
func index(word string) (int, error) {
	switch word {
	case "any":
		return 0, nil
	case "nonexistent":
		return 16777200, nil
	}
	name, err := loopback()
	return name.Index, err
}

func loopback() (net.Interface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return net.Interface{}, err
	}
	for _, one := range all {
		if one.Flags&net.FlagLoopback != 0 {
			return one, nil
		}
	}
	return net.Interface{}, errors.New("no loopback interface")
}

// option is one that package syscall has a name for, and an int for its value.
type option struct {
	level, number int
	flag          bool
}

var options = map[string]option{
	"SO_REUSEADDR":        {syscall.SOL_SOCKET, syscall.SO_REUSEADDR, true},
	"SO_BROADCAST":        {syscall.SOL_SOCKET, syscall.SO_BROADCAST, true},
	"SO_KEEPALIVE":        {syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, true},
	"SO_OOBINLINE":        {syscall.SOL_SOCKET, syscall.SO_OOBINLINE, true},
	"SO_ACCEPTCONN":       {syscall.SOL_SOCKET, syscall.SO_ACCEPTCONN, true},
	"SO_PASSCRED":         {syscall.SOL_SOCKET, syscall.SO_PASSCRED, true},
	"SO_TIMESTAMP":        {syscall.SOL_SOCKET, syscall.SO_TIMESTAMP, true},
	"SO_RCVBUF":           {syscall.SOL_SOCKET, syscall.SO_RCVBUF, false},
	"SO_SNDBUF":           {syscall.SOL_SOCKET, syscall.SO_SNDBUF, false},
	"SO_RCVLOWAT":         {syscall.SOL_SOCKET, syscall.SO_RCVLOWAT, false},
	"SO_SNDLOWAT":         {syscall.SOL_SOCKET, syscall.SO_SNDLOWAT, false},
	"SO_PRIORITY":         {syscall.SOL_SOCKET, syscall.SO_PRIORITY, false},
	"SO_MARK":             {syscall.SOL_SOCKET, syscall.SO_MARK, false},
	"IP_TTL":              {syscall.IPPROTO_IP, syscall.IP_TTL, false},
	"IP_TOS":              {syscall.IPPROTO_IP, syscall.IP_TOS, false},
	"IP_HDRINCL":          {syscall.IPPROTO_IP, syscall.IP_HDRINCL, true},
	"IP_MULTICAST_LOOP":   {syscall.IPPROTO_IP, syscall.IP_MULTICAST_LOOP, true},
	"IP_MULTICAST_TTL":    {syscall.IPPROTO_IP, syscall.IP_MULTICAST_TTL, false},
	"IP_RECVTOS":          {syscall.IPPROTO_IP, syscall.IP_RECVTOS, true},
	"IP_RECVTTL":          {syscall.IPPROTO_IP, syscall.IP_RECVTTL, true},
	"IP_PKTINFO":          {syscall.IPPROTO_IP, syscall.IP_PKTINFO, true},
	"IP_RECVERR":          {syscall.IPPROTO_IP, syscall.IP_RECVERR, true},
	"IP_FREEBIND":         {syscall.IPPROTO_IP, syscall.IP_FREEBIND, true},
	"IP_TRANSPARENT":      {syscall.IPPROTO_IP, syscall.IP_TRANSPARENT, true},
	"IPV6_V6ONLY":         {syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, true},
	"IPV6_UNICAST_HOPS":   {syscall.IPPROTO_IPV6, syscall.IPV6_UNICAST_HOPS, false},
	"IPV6_MULTICAST_HOPS": {syscall.IPPROTO_IPV6, syscall.IPV6_MULTICAST_HOPS, false},
	"IPV6_MULTICAST_LOOP": {syscall.IPPROTO_IPV6, syscall.IPV6_MULTICAST_LOOP, true},
	"IPV6_RECVPKTINFO":    {syscall.IPPROTO_IPV6, syscall.IPV6_RECVPKTINFO, true},
	"IPV6_RECVTCLASS":     {syscall.IPPROTO_IPV6, syscall.IPV6_RECVTCLASS, true},
	"IPV6_RECVHOPLIMIT":   {syscall.IPPROTO_IPV6, syscall.IPV6_RECVHOPLIMIT, true},
	"IPV6_RECVERR":        {syscall.IPPROTO_IPV6, syscall.IPV6_RECVERR, true},
	"IPV6_TCLASS":         {syscall.IPPROTO_IPV6, syscall.IPV6_TCLASS, false},
	"TCP_NODELAY":         {syscall.IPPROTO_TCP, syscall.TCP_NODELAY, true},
	"TCP_CORK":            {syscall.IPPROTO_TCP, syscall.TCP_CORK, true},
	"TCP_QUICKACK":        {syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, true},
	"TCP_MAXSEG":          {syscall.IPPROTO_TCP, syscall.TCP_MAXSEG, false},
	"TCP_KEEPIDLE":        {syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE, false},
	"TCP_KEEPINTVL":       {syscall.IPPROTO_TCP, syscall.TCP_KEEPINTVL, false},
	"TCP_KEEPCNT":         {syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT, false},
	"TCP_DEFER_ACCEPT":    {syscall.IPPROTO_TCP, syscall.TCP_DEFER_ACCEPT, false},
	"TCP_SYNCNT":          {syscall.IPPROTO_TCP, syscall.TCP_SYNCNT, false},
	"TCP_LINGER2":         {syscall.IPPROTO_TCP, syscall.TCP_LINGER2, false},
}

// setting is what a program does with the descriptor to set an option.
func setting(name string, v value) (func(fd int) error, error) {
	switch name {
	case "SO_LINGER":
		return lingers(v)
	case "SO_BINDTODEVICE":
		return bindsToDevice(v)
	case "IP_MULTICAST_IF":
		return sendsBy(v)
	case "IPV6_MULTICAST_IF":
		by, err := index(v.Text)
		return intSetting(option{syscall.IPPROTO_IPV6, syscall.IPV6_MULTICAST_IF, false}, by), err
	case "IP_ADD_MEMBERSHIP":
		return member4(syscall.IP_ADD_MEMBERSHIP, v.group)
	case "IP_DROP_MEMBERSHIP":
		return member4(syscall.IP_DROP_MEMBERSHIP, v.group)
	case "IPV6_JOIN_GROUP":
		return member6(syscall.IPV6_JOIN_GROUP, v.group)
	case "IPV6_LEAVE_GROUP":
		return member6(syscall.IPV6_LEAVE_GROUP, v.group)
	}
	known, ok := options[name]
	if !ok {
		return nil, lacks("syscall.%s", name)
	}
	number, err := v.number()
	return intSetting(known, number), err
}

func intSetting(known option, number int) func(fd int) error {
	return func(fd int) error { return syscall.SetsockoptInt(fd, known.level, known.number, number) }
}

func lingers(v value) (func(fd int) error, error) {
	seconds, err := v.number()
	linger := syscall.Linger{Linger: int32(seconds)}
	if v.Flag == nil {
		linger.Onoff = 1
	}
	return func(fd int) error {
		return syscall.SetsockoptLinger(fd, syscall.SOL_SOCKET, syscall.SO_LINGER, &linger)
	}, err
}

func bindsToDevice(v value) (func(fd int) error, error) {
	name := map[string]string{"any": "", "nonexistent": "nonexistent"}[v.Text]
	if v.Text == "loopback" {
		one, err := loopback()
		if err != nil {
			return nil, err
		}
		name = one.Name
	}
	return func(fd int) error { return syscall.BindToDevice(fd, name) }, nil
}

func sendsBy(v value) (func(fd int) error, error) {
	var by [4]byte
	copy(by[:], net.ParseIP(v.Text).To4())
	return func(fd int) error {
		return syscall.SetsockoptInet4Addr(fd, syscall.IPPROTO_IP, syscall.IP_MULTICAST_IF, by)
	}, nil
}

func member4(number int, g group) (func(fd int) error, error) {
	var member syscall.IPMreqn
	copy(member.Multiaddr[:], net.ParseIP(g.Group).To4())
	if by := net.ParseIP(g.Interface); by != nil {
		copy(member.Address[:], by.To4())
	} else {
		by, err := index(g.Interface)
		if err != nil {
			return nil, err
		}
		member.Ifindex = int32(by)
	}
	return func(fd int) error { return syscall.SetsockoptIPMreqn(fd, syscall.IPPROTO_IP, number, &member) }, nil
}

func member6(number int, g group) (func(fd int) error, error) {
	by, err := index(g.Interface)
	member := syscall.IPv6Mreq{Interface: uint32(by)}
	copy(member.Multiaddr[:], net.ParseIP(g.Group))
	return func(fd int) error { return syscall.SetsockoptIPv6Mreq(fd, syscall.IPPROTO_IPV6, number, &member) }, err
}

type change struct {
	Socket string
	Option json.RawMessage
	Value  value
}

func optionName(raw json.RawMessage) (string, error) {
	var name string
	if json.Unmarshal(raw, &name) != nil {
		return "", lacks("an option without a name")
	}
	return name, nil
}

func setsockopt(c *call, s *sock, a change) (any, error) {
	name, err := optionName(a.Option)
	if err != nil {
		return nil, err
	}
	set, err := setting(name, a.Value)
	if err != nil {
		return nil, err
	}
	made := s.made()
	switch {
	case made == nil && s.name != nil:
		return nil, errOnlyBound
	case made == nil && name == "IPV6_V6ONLY" && s.family == "AF_INET6":
		number, err := a.Value.number()
		s.v6only = number != 0
		return nil, err
	case made == nil:
		if err := s.probeWith(set); err != nil {
			return nil, err
		}
		s.options = append(s.options, set)
		return nil, nil
	}
	s.options = append(s.options, set)
	if call := setter(made, name, a.Value); call != nil {
		return nil, call()
	}
	return nil, onSocket(made, set)
}

// setter is the method that net has for an option.
func setter(made conn, name string, v value) func() error {
	number, _ := v.number()
	switch made := made.(type) {
	case *net.TCPConn:
		switch name {
		case "TCP_NODELAY":
			return func() error { return made.SetNoDelay(number != 0) }
		case "SO_KEEPALIVE":
			return func() error { return made.SetKeepAlive(number != 0) }
		case "SO_LINGER":
			if v.Flag != nil {
				number = -1
			}
			return func() error { return made.SetLinger(number) }
		}
	}
	room, ok := made.(interface {
		SetReadBuffer(int) error
		SetWriteBuffer(int) error
	})
	switch {
	case ok && name == "SO_RCVBUF":
		return func() error { return room.SetReadBuffer(number) }
	case ok && name == "SO_SNDBUF":
		return func() error { return room.SetWriteBuffer(number) }
	}
	return nil
}

func getsockopt(c *call, s *sock, a struct {
	Socket string
	Option json.RawMessage
}) (any, error) {
	name, err := optionName(a.Option)
	if err != nil {
		return nil, err
	}
	read, err := s.read(name)
	return returned{"value": read}, err
}

// read reads an option. Of a socket that is not made yet, it is what Control sees of one that is there for a moment.
func (s *sock) read(name string) (any, error) {
	var found any
	read := func(fd int) (err error) {
		found, err = reading(name, fd)
		return err
	}
	made := s.made()
	switch {
	case made == nil && s.name != nil:
		return nil, errOnlyBound
	case made == nil:
		err := s.probeWith(read)
		return found, err
	}
	err := onSocket(made, read)
	return found, err
}

func takeError(c *call, s *sock, _ alone) (any, error) {
	pending, err := s.read("SO_ERROR")
	return returned{"pending": pending}, err
}

func reading(name string, fd int) (any, error) {
	switch name {
	case "SO_TYPE":
		return constant(fd, syscall.SO_TYPE, map[int]string{syscall.SOCK_STREAM: "SOCK_STREAM",
			syscall.SOCK_DGRAM: "SOCK_DGRAM", syscall.SOCK_RAW: "SOCK_RAW", syscall.SOCK_SEQPACKET: "SOCK_SEQPACKET"})
	case "SO_DOMAIN":
		return constant(fd, syscall.SO_DOMAIN, map[int]string{syscall.AF_INET: "AF_INET",
			syscall.AF_INET6: "AF_INET6", syscall.AF_UNIX: "AF_UNIX"})
	case "SO_PROTOCOL":
		return constant(fd, syscall.SO_PROTOCOL, map[int]string{syscall.IPPROTO_TCP: "IPPROTO_TCP",
			syscall.IPPROTO_UDP: "IPPROTO_UDP", syscall.IPPROTO_ICMP: "IPPROTO_ICMP"})
	case "SO_ERROR":
		pending, err := syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_ERROR)
		if pending == 0 {
			return nil, err
		}
		return errnoName(syscall.Errno(pending)), err
	case "SO_PEERCRED":
		peer, err := syscall.GetsockoptUcred(fd, syscall.SOL_SOCKET, syscall.SO_PEERCRED)
		if err != nil {
			return nil, err
		}
		return credentials(*peer), nil
	case "IP_MULTICAST_IF":
		by, err := syscall.GetsockoptInet4Addr(fd, syscall.IPPROTO_IP, syscall.IP_MULTICAST_IF)
		return net.IP(by[:]).String(), err
	}
	known, ok := options[name]
	if !ok {
		return nil, lacks("reading %s by package syscall", name)
	}
	number, err := syscall.GetsockoptInt(fd, known.level, known.number)
	if known.flag {
		return number != 0, err
	}
	return number, err
}

// credentials says whose a peer is.
func credentials(peer syscall.Ucred) string {
	nobody := uint32(1<<32 - 1)
	word := func(what string, found, own, none uint32) string {
		switch found {
		case own:
			return "own_" + what
		case none:
			return "no_" + what
		}
		return "other_" + what
	}
	return strings.Join([]string{
		word("process", uint32(peer.Pid), uint32(os.Getpid()), 0),
		word("user", peer.Uid, uint32(os.Getuid()), nobody),
		word("group", peer.Gid, uint32(os.Getgid()), nobody),
	}, "|")
}

// constant is the name of a value, or its number.
func constant(fd, number int, names map[int]string) (any, error) {
	found, err := syscall.GetsockoptInt(fd, syscall.SOL_SOCKET, number)
	if name, ok := names[found]; ok {
		return name, err
	}
	return strconv.Itoa(found), err
}

func settimeout(c *call, s *sock, a struct {
	Socket  string
	Timeout word
}) (any, error) {
	timeout, err := duration(a.Timeout)
	s.timeout = timeout
	return nil, err
}

// The resolver

var errNameServer = errors.New("this would ask a name server")

func askNobody() {
	net.DefaultResolver.PreferGo = true
	net.DefaultResolver.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errNameServer }
}

// looked is an error of a look-up, which might have reached a name server.
func looked(err error) error {
	var lookup *net.DNSError
	if errors.As(err, &lookup) && lookup.Err == errNameServer.Error() {
		return ended{"withheld", lookup.Err}
	}
	return err
}

// service is the port of one, which may be a number: then no network is asked for.
func (c *call) service(network, service string) (int, error) {
	if _, err := strconv.Atoi(service); err != nil && service != "" && network == "" {
		return 0, lacks("looking up a service without a network")
	}
	return net.DefaultResolver.LookupPort(c.ctx, network, service)
}

func getaddrinfo(c *call, a struct {
	Host    *string
	Service word
	Family  word
	Type    word
}) (any, error) {
	if a.Host == nil {
		return nil, lacks("looking up no host")
	}
	network := map[word]string{"": "", "0": "", "SOCK_STREAM": "tcp", "SOCK_DGRAM": "udp"}[a.Type]
	suffix, ok := map[word]string{"": "", "AF_UNSPEC": "", "AF_INET": "4", "AF_INET6": "6"}[a.Family]
	if !ok || network == "" && a.Type != "" && a.Type != "0" {
		return nil, lacks("looking up %s and %s", a.Family, a.Type)
	}
	number, err := c.service(network, string(a.Service))
	if err != nil {
		return nil, err
	}
	found, err := net.DefaultResolver.LookupIP(c.ctx, "ip"+suffix, *a.Host)
	if err != nil {
		return nil, looked(err)
	}
	answers := []any{}
	for _, ip := range found {
		answers = append(answers, c.answer(network, ip, number))
	}
	return returned{"answers": answers}, nil
}

// answer is an address as its type has it: that of a network tells the type and the protocol.
func (c *call) answer(network string, ip net.IP, port int) returned {
	var name net.Addr = &net.TCPAddr{IP: ip, Port: port}
	answer := returned{"type": nil, "protocol": nil, "flags": nil}
	switch network {
	case "tcp":
		answer["type"], answer["protocol"] = "SOCK_STREAM", "IPPROTO_TCP"
	case "udp":
		name = &net.UDPAddr{IP: ip, Port: port}
		answer["type"], answer["protocol"] = "SOCK_DGRAM", "IPPROTO_UDP"
	}
	told := c.addr(name)
	answer["family"], answer["address"] = told["family"], told
	return answer
}

func getnameinfo(c *call, a struct {
	Address *address
	Flags   []word
}) (any, error) {
	for _, flag := range a.Flags {
		if flag != "NI_NAMEREQD" {
			return nil, lacks("flags other than NI_NAMEREQD, which is always there")
		}
	}
	at, err := c.place(a.Address)
	if err != nil {
		return nil, err
	}
	if at.family == "AF_UNIX" {
		return nil, lacks("names of an address of AF_UNIX")
	}
	host, _, err := net.SplitHostPort(at.text)
	if err != nil {
		return nil, err
	}
	names, err := net.DefaultResolver.LookupAddr(c.ctx, host)
	if err != nil {
		return nil, looked(err)
	}
	return returned{"host": names[0]}, nil
}

func getservbyname(c *call, a struct{ Name, Protocol string }) (any, error) {
	number, err := c.service(a.Protocol, a.Name)
	if err != nil {
		return nil, err
	}
	return returned{"service": []any{returned{"name": nil, "port": number, "protocol": nil}}}, nil
}

func gethostname(c *call, _ struct{}) (any, error) {
	name, err := os.Hostname()
	return returned{"name": returned{"hostname": name}}, err
}

// Interfaces

type byWord struct{ Interface string }

func told(one *net.Interface) any {
	return returned{"interface": returned{"index": one.Index, "loopback": one.Flags&net.FlagLoopback != 0,
		"name": one.Name}}
}

func ifNameToIndex(c *call, a byWord) (any, error) {
	name := a.Interface
	if name == "loopback" {
		known, err := loopback()
		if err != nil {
			return nil, err
		}
		name = known.Name
	}
	one, err := net.InterfaceByName(name)
	if err != nil {
		return nil, err
	}
	return returned{"index": told(one)}, nil
}

func ifIndexToName(c *call, a byWord) (any, error) {
	number, err := index(a.Interface)
	if err != nil {
		return nil, err
	}
	one, err := net.InterfaceByIndex(number)
	if err != nil {
		return nil, err
	}
	return returned{"name": told(one)}, nil
}

func ifNameIndex(c *call, a byWord) (any, error) {
	wanted, err := index(a.Interface)
	if err != nil {
		return nil, err
	}
	all, err := net.Interfaces()
	listed := []any{}
	for i := range all {
		if all[i].Index == wanted {
			listed = append(listed, returned{"index": told(&all[i]), "name": told(&all[i])})
		}
	}
	return returned{"interfaces": listed}, err
}

// Files

// onFile is an operation on the file at a path.
func onFile(do func(path string) (any, error)) operation {
	return op(func(c *call, a struct{ Path string }) (any, error) {
		path, err := c.file(a.Path)
		if err != nil {
			return nil, err
		}
		return do(path)
	})
}

// onFiles is an operation on two of them.
func onFiles(from, to string, do func(from, to string) error) operation {
	return op(func(c *call, a map[string]string) (any, error) {
		one, err := c.file(a[from])
		if err != nil {
			return nil, err
		}
		other, err := c.file(a[to])
		if err != nil {
			return nil, err
		}
		return nil, do(one, other)
	})
}

const letters = "rwxrwxrwx"

func chmod(c *call, a struct{ Path, Permissions string }) (any, error) {
	path, err := c.file(a.Path)
	if err != nil {
		return nil, err
	}
	var mode os.FileMode
	for i, letter := range a.Permissions {
		if letter != '-' {
			mode |= 0o400 >> i
		}
	}
	return nil, os.Chmod(path, mode)
}

func permissions(path string) (any, error) {
	found, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	text := []byte(letters)
	for i := range text {
		if found.Mode()&(0o400>>i) == 0 {
			text[i] = '-'
		}
	}
	return returned{"permissions": string(text)}, nil
}

func stat(path string) (any, error) {
	found, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	names := map[os.FileMode]string{0: "file", os.ModeDir: "folder", os.ModeSocket: "socket"}
	if name, ok := names[found.Mode().Type()]; ok {
		return returned{"kind": name}, nil
	}
	return returned{"kind": "other"}, nil
}

// Calls in goroutines of their own

type step map[string]json.RawMessage

type started struct {
	done   chan struct{}
	answer ended
}

func start(c *call, a struct {
	As   string
	Step step
}) (any, error) {
	begun := &started{done: make(chan struct{})}
	c.lock.Lock()
	c.started[a.As] = begun
	c.lock.Unlock()
	goroutine := make(chan string)
	go func() {
		defer close(begun.done)
		goroutine <- current()
		begun.answer = (&call{c.trial, time.Now().Add(c.deadline)}).perform(a.Step)
	}()
	begun.settle(<-goroutine)
	return nil, nil
}

// current is how a dump of all goroutines calls this one: `goroutine 7`.
func current() string {
	head := make([]byte, 64)
	text, _, _ := strings.Cut(string(head[:runtime.Stack(head, false)]), " [")
	return text
}

// settle returns once the call waits for the network, or for another call on the same socket, or is over.
func (s *started) settle(goroutine string) {
	dump := make([]byte, 1<<20)
	for {
		select {
		case <-s.done:
			return
		case <-time.After(time.Millisecond):
		}
		all := dump[:runtime.Stack(dump, true)]
		for _, waits := range []string{" [IO wait", " [semacquire"} {
			if bytes.Contains(all, []byte(goroutine+waits)) {
				return
			}
		}
	}
}

func finish(c *call, a struct{ Call string }) (any, error) {
	c.lock.Lock()
	begun, ok := c.started[a.Call]
	c.lock.Unlock()
	if !ok {
		return nil, ended{"not_run", fmt.Sprintf("no call `%s` was started", a.Call)}
	}
	<-begun.done
	if begun.answer.how == "returned" {
		return begun.answer.what, nil
	}
	return nil, begun.answer
}

// The conversation

var operations map[string]operation

func init() {
	operations = map[string]operation{
		"socket":            op(socket),
		"create_connection": op(createConnection),
		"close":             on(closeSocket),
		"shutdown":          on(shutdown),
		"family":            on(family),
		"type":              on(kindOf),
		"dup":               on(dup),
		"bind":              on(named(bind)),
		"listen":            on(listen),
		"connect":           on(named(connect)),
		"accept":            on(accept),
		"hold_port":         op(holdPort),
		"getsockname":       on(getsockname),
		"getpeername":       on(getpeername),
		"send":              on(send),
		"sendall":           on(sendall),
		"sendto":            on(sendto),
		"sendmsg":           on(sendmsg),
		"recv":              on(recv),
		"recvfrom":          on(recvfrom),
		"recv_into":         on(recvInto),
		"recvfrom_into":     on(recvfromInto),
		"recvmsg":           on(recvmsg),
		"setsockopt":        on(setsockopt),
		"getsockopt":        on(getsockopt),
		"take_error":        on(takeError),
		"settimeout":        on(settimeout),
		"getaddrinfo":       op(getaddrinfo),
		"getnameinfo":       op(getnameinfo),
		"getservbyname":     op(getservbyname),
		"gethostname":       op(gethostname),
		"if_nametoindex":    op(ifNameToIndex),
		"if_indextoname":    op(ifIndexToName),
		"if_nameindex":      op(ifNameIndex),
		"mkdir":             onFile(func(path string) (any, error) { return nil, os.Mkdir(path, 0o700) }),
		"unlink":            onFile(func(path string) (any, error) { return nil, syscall.Unlink(path) }),
		"stat":              onFile(stat),
		"permissions":       onFile(permissions),
		"chmod":             op(chmod),
		"link":              onFiles("from", "to", os.Link),
		"symlink":           onFiles("target", "path", os.Symlink),
		"rename":            onFiles("from", "to", os.Rename),
		"start":             op(start),
		"finish":            op(finish),
	}
}

type naming struct {
	Socket  string
	Address *address
}

func named(do func(*call, *sock, *address) error) func(*call, *sock, naming) (any, error) {
	return func(c *call, s *sock, a naming) (any, error) { return nil, do(c, s, a.Address) }
}

// perform makes a call, and says how it ended.
func (c *call) perform(s step) ended {
	for name, arguments := range s {
		do, ok := operations[name]
		if !ok {
			return ended{"lacks", name}
		}
		value, err := do(c, arguments)
		switch {
		case err != nil:
			return c.failure(err)
		case value == nil:
			return ended{"returned", returned{}}
		}
		return ended{"returned", value}
	}
	return ended{"error", "a call without an operation"}
}

func begin(limits struct {
	Deadline int `json:"deadline_ms"`
	Scratch  string
}) *trial {
	ctx, cancel := context.WithCancel(context.Background())
	return &trial{
		deadline: time.Duration(limits.Deadline) * time.Millisecond, scratch: limits.Scratch, ctx: ctx, cancel: cancel,
		sockets: map[string]*sock{}, started: map[string]*started{},
	}
}

// end closes everything, which ends the calls that still wait.
func (t *trial) end() {
	t.cancel()
	t.lock.Lock()
	for _, s := range t.all {
		if made := s.made(); made != nil {
			made.Close()
		}
	}
	t.lock.Unlock()
	for _, begun := range t.started {
		<-begun.done
	}
}

func hello(confines bool) any {
	names := make([]string, 0, len(operations))
	for name := range operations {
		names = append(names, name)
	}
	sort.Strings(names)
	// What a release does is told by two numbers: the third is for mended faults.
	release := strings.SplitN(strings.TrimPrefix(runtime.Version(), "go"), ".", 3)
	return map[string]any{
		"protocol":     1,
		"operations":   names,
		"here":         true,
		"confines":     confines,
		"runtime":      map[string]string{"name": "go", "release": strings.Join(release[:2], ".")},
		"capabilities": map[string]any{"own_hosts": map[string]string{"platform": "a look-up takes no table of hosts"}},
	}
}

func main() {
	askNobody()
	confines := len(os.Args) > 1 && os.Args[1] == "confined"
	requests, answers := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	var current *trial
	for {
		var request struct {
			ID    json.RawMessage
			Hello json.RawMessage
			Begin *struct {
				Deadline int `json:"deadline_ms"`
				Scratch  string
			}
			Call step
			End  json.RawMessage
		}
		if requests.Decode(&request) != nil {
			return
		}
		answer := map[string]any{"id": request.ID}
		switch {
		case request.Hello != nil:
			answer["hello"] = hello(confines)
		case request.Begin != nil:
			current = begin(*request.Begin)
			answer["begun"] = true
		case request.End != nil:
			current.end()
			answer["ended"] = true
		default:
			one := (&call{current, time.Now().Add(current.deadline)}).perform(request.Call)
			answer[one.how] = one.what
		}
		if answers.Encode(answer) != nil {
			return
		}
	}
}
