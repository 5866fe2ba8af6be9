#!/usr/bin/env node
// A driver over the modules of Node.js: net, dgram, dns, os and fs. README.md has the conversation. It runs on Node 18
// and later.
//
// Node has no calls on descriptors. What a case does step by step, Node does in one call, and answers by an event:
//
// - A stream that is bound is nothing yet: its name goes into the `listen` or `connect` that follows. `bind` answers
//   what a server would be answered that listened there now, and whatever else needs the name to be held is lacking.
// - Options that Node takes when it makes a socket (`reuseAddr`, `ipv6Only`) are kept until it makes it.
// - Node accepts connections and receives datagrams unasked: `accept` and `recvfrom` give what has come, or wait.
// - Node refuses some calls itself, by errors such as ERR_SOCKET_DGRAM_NOT_CONNECTED, which have no number.

import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import dns from 'node:dns/promises';
import { ADDRCONFIG, ALL, V4MAPPED } from 'node:dns';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { finished } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { getSystemErrorName } from 'node:util';

/** How long a started call may take before it counts as one that blocks. */
const SETTLES_MS = 20;

// How a call ends

/** Ends a call with an answer other than what it returned. */
class Ended extends Error {
  constructor(answer) {
    super(JSON.stringify(answer));
    this.answer = answer;
  }
}

function lacks(what) {
  throw new Ended({ lacks: what });
}

/** The answer for what was thrown. `dns` has a name of its own for EAI_NONAME, so the number goes before the code. */
function failure(error) {
  if (error instanceof Ended) return error.answer;
  const number = error.errno ?? error.info?.errno;
  if (number !== undefined) return { failed: getSystemErrorName(number) };
  if (error.code) return { refused: error.code };
  const [, thrownBy] = error.stack.split('\n');
  return /\(?node:/.test(thrownBy) ? { refused: error.name } : { error: error.stack };
}

// Data, paths and addresses

function bytes(data) {
  if (typeof data === 'string') return Buffer.from(data);
  return data.hex === undefined ? Buffer.from(data.repeat.repeat(data.times)) : Buffer.from(data.hex, 'hex');
}

function shown(buffer) {
  const text = buffer.toString();
  return Buffer.from(text).equals(buffer) ? text : { hex: buffer.toString('hex') };
}

/** The real path for one of the case. */
function path(text) {
  return text.replace(/^\$scratch(?=\/|$)/, trial.scratch);
}

/** Before 1.48, libuv binds another name than the one it is given: filled up with zeros, or nothing but zeros. */
function abstract(text) {
  const [major, minor] = process.versions.uv.split('.');
  if (major === '1' && minor < 48) lacks('abstract names as they are given');
  return `\0${path(text)}`;
}

/** What Node is to be told of an address: a host and a port, or a path. */
function place(address) {
  const given = address?.returned ?? address;
  if (given === null) lacks('a null pointer for an address');
  if (given.length !== undefined && !address.returned) lacks('the length of an address');
  if (given.path !== undefined) return { path: path(given.path) };
  if (given.abstract !== undefined) return { path: abstract(given.abstract) };
  if (given === 'unnamed') lacks('the unnamed address');
  if (given.host === undefined) lacks('an address without a host or a path');
  if (given.host === null) lacks('no host, for which Node takes the name localhost');
  if (given.flowinfo || given.scope_id) lacks('flow information and numbers of scopes');
  return { host: given.host, port: given.port };
}

/** The same, for a call that depends on who has that name: of a stream that only keeps it for later, nobody has it. */
function taken(address) {
  const one = place(address);
  const below = (path) => `${one.path}/`.startsWith(`${path}/`);
  const same = ({ name, begun }) => name && !begun && (name.path ? below(name.path) : name.port === one.port);
  if (one.port !== 0 && trial.made.some(same)) lacks('a stream that has a name and neither listens nor connects');
  return one;
}

/** An address that Node returned: `{address, family, port}`, the path of a pipe, or nothing. */
function named(name) {
  if (typeof name === 'string') {
    const text = name.replace(trial.scratch, '$scratch');
    return { family: 'AF_UNIX', ...(text.startsWith('\0') ? { abstract: text.slice(1) } : { path: text }) };
  }
  if (name?.address === undefined) return {};
  const { address: host, port } = name;
  // Node never tells flow information, nor a scope but by the name of an interface. The protocol wants both.
  const scope = net.isIPv6(host) ? { flowinfo: 0, scope_id: 0 } : {};
  return { family: family(name.family), host, port, ...scope };
}

function family(word) {
  return { IPv4: 'AF_INET', IPv6: 'AF_INET6', 4: 'AF_INET', 6: 'AF_INET6' }[word];
}

function without(args, ...names) {
  const unknown = names.find((name) => args[name] !== undefined && args[name]?.length !== 0);
  if (unknown !== undefined) lacks(`the argument ${unknown}`);
}

// Streams

/** A stream socket: a `net.Socket`, and a `net.Server` once it listens. */
class Stream {
  constructor(family, socket = new net.Socket({ allowHalfOpen: true })) {
    this.family = family;
    this.socket = socket.pause();
    this.socket.on('error', () => {});
    this.name = null;
    this.begun = false;
  }

  /** Nothing has asked the system for the name yet. */
  mustBeMore() {
    if (this.name && !this.begun) lacks('a stream that is bound and neither listens nor connects');
  }

  mustNotListen() {
    this.mustBeMore();
    if (this.server) lacks('this call on a socket that listens');
  }

  /** A stream of Node has no family: it has that of the address that it is given. */
  mustHave({ host, path: file }) {
    const word = file ? 'AF_UNIX' : family(net.isIP(host));
    if (word && this.family && word !== this.family) lacks(`a stream of ${this.family} with an address of ${word}`);
  }

  /** Keeps the name, once Node has said what is wrong with it: a server listens there for a moment. */
  async bind(name) {
    if (this.name || this.begun) lacks('another name for a stream');
    this.mustHave(name);
    const server = net.createServer().listen({ ...name, ipv6Only: this.ipv6Only, exclusive: true });
    await once(server, 'listening');
    await once(server.close(), 'close');
    this.name = name;
  }

  async listen(backlog) {
    if ((this.begun || this.client) && !this.server) lacks('listening with the socket of a client');
    if (this.family === 'AF_UNIX' && !this.name) lacks('listening without a path');
    this.server ??= this.makeServer();
    this.begun = true;
    const name = this.name ?? { port: 0 };
    this.server.listen({ ...name, backlog, ipv6Only: this.ipv6Only, exclusive: true });
    await once(this.server, 'listening');
  }

  makeServer() {
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true });
    this.waiting = new Queue();
    return server.on('error', () => {}).on('connection', (socket) => this.waiting.put(new Stream(this.family, socket)));
  }

  async accept(over) {
    if (!this.server) lacks('accepting with a socket that does not listen');
    return this.waiting.take(over);
  }

  async connect(to) {
    if (this.server) lacks('connecting a socket that listens');
    if (this.ipv6Only) lacks('IPV6_V6ONLY of a client');
    if (this.name?.path) lacks('a client of AF_UNIX with a name');
    this.mustHave(to);
    this.begun = true;
    const local = this.name ? { localAddress: this.name.host, localPort: this.name.port } : {};
    this.socket.connect({ ...to, ...local });
    await once(this.socket, 'connect');
  }

  getsockname() {
    this.mustBeMore();
    return this.server ? this.server.address() : this.socket.address();
  }

  getpeername() {
    this.mustNotListen();
    const { remoteAddress: address, remotePort: port, remoteFamily } = this.socket;
    return { address, port, family: remoteFamily };
  }

  async send(buffers, to) {
    this.mustNotListen();
    if (to) lacks('a destination for a stream');
    const data = Buffer.concat(buffers);
    await new Promise((done, fail) => this.socket.write(data, (error) => (error ? fail(error) : done())));
    return data.length;
  }

  /** At most `size` bytes; none at the end of the stream. */
  async receive(size, over) {
    this.mustNotListen();
    if (size === 0) lacks('reading no bytes');
    while (!over.aborted) {
      const data = this.socket.read(Math.min(size, this.socket.readableLength) || undefined);
      if (data) return { data };
      if (await this.ended()) return { data: Buffer.alloc(0) };
    }
    throw over.reason;
  }

  /** Waits until there is something to read; whether it is the end. */
  ended() {
    return new Promise((done, fail) => {
      const readable = () => settle(done, false);
      const forget = finished(this.socket, { writable: false }, (error) => settle(error ? fail : done, error ?? true));
      const settle = (how, value) => {
        this.socket.off('readable', readable);
        forget();
        how(value);
      };
      this.socket.on('readable', readable);
    });
  }

  async shutdown(how) {
    this.mustNotListen();
    if (how !== 'SHUT_WR') lacks(`shutdown with ${how}`);
    await new Promise((done, fail) => this.socket.end((error) => (error ? fail(error) : done())));
  }

  setsockopt(option, value) {
    if (option === 'IPV6_V6ONLY' && !this.begun) this.ipv6Only = value;
    else if (option === 'SO_REUSEADDR' && value && !this.begun) return; // libuv sets it whenever it binds a stream.
    else this.setOfClient(option, value);
  }

  setOfClient(option, value) {
    this.mustNotListen();
    if (option === 'SO_LINGER' && value === 0) this.resets = true;
    else if (option === 'TCP_NODELAY') this.socket.setNoDelay(value);
    else if (option === 'SO_KEEPALIVE') this.socket.setKeepAlive(value);
    else lacks(`setting ${option} of a stream`);
    this.client = true;
  }

  getsockopt(option) {
    lacks(`reading ${option} of a stream`);
  }

  disconnect() {
    lacks('dissolving the connection of a stream');
  }

  async close() {
    this.mustBeMore();
    this.drop();
    if (!this.socket.closed) await once(this.socket, 'close');
  }

  /** Server, client, whatever there is of it. A server takes nobody along who was accepted. */
  drop() {
    if (this.server?.listening) this.server.close();
    if (this.resets && this.socket.remoteAddress) this.socket.resetAndDestroy();
    else this.socket.destroy();
  }
}

/** What has come and nobody has asked for, and those who have asked for what has not come. */
class Queue {
  items = [];
  takers = [];

  put(item) {
    const taker = this.takers.shift();
    if (taker) taker(item);
    else this.items.push(item);
  }

  /** The next one, unless the call is over before it comes. */
  take(over) {
    if (this.items.length) return Promise.resolve(this.items.shift());
    return new Promise((done) => {
      this.takers.push(done);
      over.addEventListener('abort', () => {
        this.takers = this.takers.filter((taker) => taker !== done);
      });
    });
  }
}

// Datagrams

/** A datagram socket, which is made by the first call that cannot be kept for `createSocket`. */
class Datagram {
  constructor(type) {
    this.options = { type };
    this.waiting = new Queue();
  }

  get socket() {
    this.made ??= dgram
      .createSocket(this.options)
      .on('message', (data, from) => this.waiting.put({ data, from }))
      .on('error', (error) => this.binds || this.waiting.put({ error }));
    return this.made;
  }

  async bind(name) {
    const { host, port } = this.internet(name);
    this.socket.bind({ address: host, port, exclusive: true });
    this.binds = true;
    await once(this.socket, 'listening').finally(() => (this.binds = false));
  }

  connect(to) {
    const { host, port } = this.internet(to);
    return this.answered((done) => this.socket.connect(port, host, done));
  }

  internet(name) {
    return name.path === undefined ? name : lacks('a path for a datagram socket');
  }

  disconnect() {
    this.socket.disconnect();
  }

  getsockname() {
    return this.socket.address();
  }

  getpeername() {
    return this.socket.remoteAddress();
  }

  send(buffers, to) {
    const where = to ? [this.internet(to).port, to.host] : [];
    return this.answered((done) => this.socket.send(buffers, ...where, done));
  }

  answered(call) {
    return new Promise((done, fail) => call((error, value) => (error ? fail(error) : done(value))));
  }

  /** A whole datagram: Node has no buffer of another size. */
  async receive(size, over) {
    const { data, from, error } = await this.waiting.take(over);
    if (error) throw error;
    if (data.length > size) lacks('a buffer that is smaller than the datagram');
    return { data, from };
  }

  setsockopt(option, value) {
    const kept = { SO_REUSEADDR: 'reuseAddr', IPV6_V6ONLY: 'ipv6Only' }[option];
    if (kept && !this.made) this.options[kept] = value;
    else if (Object.hasOwn(SETTERS, option)) SETTERS[option](this.socket, value);
    else lacks(`setting ${option} of a datagram socket`);
  }

  getsockopt(option) {
    if (option === 'SO_RCVBUF') return this.socket.getRecvBufferSize();
    if (option === 'SO_SNDBUF') return this.socket.getSendBufferSize();
    return lacks(`reading ${option} of a datagram socket`);
  }

  shutdown() {
    lacks('shutdown of a datagram socket');
  }

  listen() {
    lacks('listening with a datagram socket');
  }

  accept() {
    lacks('accepting with a datagram socket');
  }

  async close() {
    await new Promise((done) => this.socket.close(done));
  }

  drop() {
    try {
      this.made?.close();
    } catch (error) {
      if (error.code !== 'ERR_SOCKET_DGRAM_NOT_RUNNING') throw error;
    }
  }
}

const SETTERS = {
  SO_BROADCAST: (socket, value) => socket.setBroadcast(value),
  SO_RCVBUF: (socket, value) => socket.setRecvBufferSize(value),
  SO_SNDBUF: (socket, value) => socket.setSendBufferSize(value),
  IP_TTL: (socket, value) => socket.setTTL(value),
  IPV6_UNICAST_HOPS: (socket, value) => socket.setTTL(value),
  IP_MULTICAST_TTL: (socket, value) => socket.setMulticastTTL(value),
  IPV6_MULTICAST_HOPS: (socket, value) => socket.setMulticastTTL(value),
  IP_MULTICAST_LOOP: (socket, value) => socket.setMulticastLoopback(value),
  IPV6_MULTICAST_LOOP: (socket, value) => socket.setMulticastLoopback(value),
  IP_MULTICAST_IF: (socket, value) => socket.setMulticastInterface(value),
  IPV6_MULTICAST_IF: (socket, value) => socket.setMulticastInterface(zone(value)),
  IP_ADD_MEMBERSHIP: (socket, { group, interface: by }) => socket.addMembership(group, local(by)),
  IP_DROP_MEMBERSHIP: (socket, { group, interface: by }) => socket.dropMembership(group, local(by)),
  IPV6_JOIN_GROUP: (socket, { group, interface: by }) => socket.addMembership(group, zone(by)),
  IPV6_LEAVE_GROUP: (socket, { group, interface: by }) => socket.dropMembership(group, zone(by)),
  IP_ADD_SOURCE_MEMBERSHIP: (socket, { group, source, interface: by }) =>
    socket.addSourceSpecificMembership(source, group, local(by)),
  IP_DROP_SOURCE_MEMBERSHIP: (socket, { group, source, interface: by }) =>
    socket.dropSourceSpecificMembership(source, group, local(by)),
};

/** The interface of a group of IPv4, which Node knows by an address. */
function local(by) {
  if (by === 'nonexistent') lacks('the number of an interface');
  return by === 'any' ? undefined : by.replace('loopback', '127.0.0.1');
}

/** The interface of a group of IPv6, which Node knows by its name. */
function zone(by) {
  if (by === 'nonexistent') lacks('the number of an interface');
  const loopback = ([, addresses]) => addresses.some(({ internal }) => internal);
  return by === 'loopback' ? `::%${Object.entries(os.networkInterfaces()).find(loopback)[0]}` : '::';
}

// The resolver

async function getaddrinfo({ host, service, family: word = 'AF_UNSPEC', type, protocol, flags = [], hosts }) {
  without({ service, protocol, hosts }, 'service', 'protocol', 'hosts');
  if (type !== undefined && type !== 'SOCK_STREAM') lacks(`looking up ${type}`);
  const wanted = { AF_UNSPEC: 0, AF_INET: 4, AF_INET6: 6 }[word] ?? lacks(`looking up ${word}`);
  const known = { AI_ADDRCONFIG: ADDRCONFIG, AI_V4MAPPED: V4MAPPED, AI_ALL: ALL };
  const hints = flags.reduce((all, flag) => all | (known[flag] ?? lacks(`looking up with ${flag}`)), 0);
  const found = await dns.lookup(host, { family: wanted, hints, all: true, verbatim: true });
  // A port was not asked for, and is none of the answer, but the protocol wants one.
  const unseen = { type: null, protocol: null, flags: null };
  return {
    answers: found.map((one) => ({ family: family(one.family), ...unseen, address: named({ ...one, port: 0 }) })),
  };
}

async function getnameinfo({ address, flags = [], host_size, service_size }) {
  without({ host_size, service_size }, 'host_size', 'service_size');
  if (flags.some((flag) => flag !== 'NI_NAMEREQD')) lacks('flags other than NI_NAMEREQD, which is always there');
  const { host, port } = place(address);
  if (host === undefined) lacks('names of an address of AF_UNIX');
  const { hostname, service } = await dns.lookupService(host, port);
  return { host: hostname, service: /^\d+$/.test(service) ? Number(service) : service };
}

// Files

/** A path that an operation on files is given. A socket that only has a plan for a name has made no file there. */
function file(text) {
  const real = path(text);
  const same = ({ name, begun }) => name?.path === real && !begun;
  if (trial.made.some(same)) lacks('the file of a stream that is only bound');
  return real;
}

function letters(mode) {
  return [...'rwxrwxrwx'].map((letter, at) => (mode & (0o400 >> at) ? letter : '-')).join('');
}

function bits(permissions) {
  return [...permissions].reduce((mode, letter, at) => (letter === '-' ? mode : mode | (0o400 >> at)), 0);
}

function kind(stat) {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  return stat.isSocket() ? 'socket' : 'other';
}

// The operations

/** What this trial has made, by the names of the case. */
let trial = null;

function socket(name) {
  const one = trial.sockets.get(name);
  if (!one) throw new Ended({ not_run: `there is no socket \`${name}\`` });
  return one;
}

function keep(name, one) {
  trial.sockets.set(name, one);
  trial.made.push(one);
}

function make({ family: word = 'AF_INET', type = 'SOCK_STREAM', protocol = 0, flags = [] }) {
  without({ flags }, 'flags');
  const usual = { SOCK_STREAM: 'IPPROTO_TCP', SOCK_DGRAM: 'IPPROTO_UDP' }[type];
  const internet = ['AF_INET', 'AF_INET6'].includes(word);
  if (protocol !== 0 && !(internet && protocol === usual)) lacks(`the protocol ${protocol}`);
  if (type === 'SOCK_DGRAM' && internet) return new Datagram(word === 'AF_INET' ? 'udp4' : 'udp6');
  if (type !== 'SOCK_STREAM' || !(internet || word === 'AF_UNIX')) lacks(`sockets of ${word} and ${type}`);
  return new Stream(word);
}

async function createConnection({ as, address, timeout, source }) {
  without({ timeout }, 'timeout');
  const stream = new Stream();
  if (source) await stream.bind(taken(source));
  trial.made.push(stream);
  await stream.connect(taken(address));
  trial.sockets.set(as, stream);
}

/** Takes a port of 127.0.0.1 or of all addresses: a stream holds it by listening. */
async function take(type, host, port) {
  const one = make({ type });
  trial.made.push(one);
  await one.bind({ host, port });
  if (type === 'SOCK_STREAM') await one.listen();
  return one;
}

/** A port below those that the system gives unasked, which nobody has. A socket of the other type holds its number. */
async function holdPort({ as, type }) {
  const range = fs.readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
  const other = { SOCK_STREAM: 'SOCK_DGRAM', SOCK_DGRAM: 'SOCK_STREAM' }[type] ?? lacks(`a port of ${type}`);
  for (;;) {
    const port = randomInt(1024, Number.parseInt(range, 10));
    try {
      const wanted = await take(type, '0.0.0.0', port);
      await wanted.close();
      const holder = await take(other, '127.0.0.1', port);
      trial.sockets.set(as, holder);
      return { address: named(holder.getsockname()) };
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
}

async function accept({ socket: name, as, ...rest }, over) {
  without(rest, 'name', 'name_room', 'flags');
  const accepted = await socket(name).accept(over);
  accepted.begun = true;
  keep(as, accepted);
  return { address: named(accepted.getpeername()) };
}

function addressed({ address, address_length }) {
  without({ address_length }, 'address_length');
  return taken(address);
}

async function send({ socket: name, data, flags, address_length, address }) {
  without({ flags, address_length }, 'flags', 'address_length');
  const buffers = Array.isArray(data) ? data.map(bytes) : [bytes(data)];
  return socket(name).send(buffers, address === undefined ? null : taken(address));
}

function receive({ socket: name, size = 1024, ...rest }, over) {
  without(rest, 'flags', 'name', 'name_room');
  return socket(name).receive(size, over);
}

async function recv(args, over) {
  const { data } = await receive(args, over);
  return { data: shown(data) };
}

async function recvfrom(args, over) {
  const { data, from } = await receive(args, over);
  return { data: shown(data), address: named(from) };
}

async function start({ as, step }) {
  const call = perform(step, new AbortController().signal);
  trial.calls.set(as, call);
  await Promise.race([call, sleep(SETTLES_MS)]);
}

/** What Node calls a family is that of a name, so a socket without a name has none. */
function familyOf({ socket: name }) {
  const word = family(socket(name).getsockname()?.family);
  return word ? { family: word } : {};
}

const OPERATIONS = {
  socket: ({ as, ...rest }) => keep(as, make(rest)),
  create_connection: createConnection,
  close: ({ socket: name }) => socket(name).close(),
  shutdown: ({ socket: name, how }) => socket(name).shutdown(how),
  family: familyOf,
  bind: ({ socket: name, ...rest }) => socket(name).bind(addressed(rest)),
  listen: ({ socket: name, backlog }) => socket(name).listen(backlog),
  connect: ({ socket: name, ...rest }) => socket(name).connect(addressed(rest)),
  disconnect: ({ socket: name }) => socket(name).disconnect(),
  accept,
  hold_port: holdPort,
  getsockname: ({ socket: name, ...rest }) => {
    without(rest, 'name', 'name_room');
    return { address: named(socket(name).getsockname()) };
  },
  getpeername: ({ socket: name, ...rest }) => {
    without(rest, 'name', 'name_room');
    return { address: named(socket(name).getpeername()) };
  },
  send: async (args) => ({ sent: await send(args) }),
  sendall: async (args) => void (await send(args)),
  sendto: async (args) => ({ sent: await send(args) }),
  sendmsg: async ({ ancillary, ...args }) => {
    without({ ancillary }, 'ancillary');
    return { sent: await send(args) };
  },
  recv,
  recvfrom,
  setsockopt: ({ socket: name, option, value }) => socket(name).setsockopt(option, value),
  getsockopt: ({ socket: name, option }) => ({ value: socket(name).getsockopt(option) }),
  getaddrinfo,
  getnameinfo,
  gethostname: (args) => {
    without(args, 'size');
    return { name: { hostname: os.hostname() } };
  },
  mkdir: (args) => fs.mkdirSync(file(args.path), 0o700),
  link: ({ from, to }) => fs.linkSync(file(from), file(to)),
  symlink: (args) => fs.symlinkSync(file(args.target), file(args.path)),
  rename: ({ from, to }) => fs.renameSync(file(from), file(to)),
  unlink: (args) => fs.unlinkSync(file(args.path)),
  chmod: (args) => fs.chmodSync(file(args.path), bits(args.permissions)),
  stat: (args) => ({ kind: kind(fs.statSync(file(args.path))) }),
  permissions: (args) => ({ permissions: letters(fs.statSync(file(args.path)).mode) }),
  start,
  finish: ({ call }) => trial.calls.get(call),
};

/** Performs a step, with a signal for when its call is over: what comes later is not for it to take. */
async function perform(step, over) {
  const [[name, args]] = Object.entries(step);
  if (!Object.hasOwn(OPERATIONS, name)) return { lacks: name };
  try {
    const value = await OPERATIONS[name](args, over);
    return name === 'finish' ? value ?? { not_run: `no call \`${args.call}\` was started` } : { returned: value ?? {} };
  } catch (error) {
    return failure(error);
  }
}

// The conversation

async function call(step) {
  const over = new AbortController();
  const late = sleep(trial.deadline, { timed_out: true }, { signal: over.signal }).catch(() => {});
  const answer = await Promise.race([perform(step, over.signal), late]);
  over.abort();
  return answer;
}

function begin({ deadline_ms, scratch }) {
  trial = { deadline: deadline_ms, scratch, sockets: new Map(), calls: new Map(), made: [] };
  return { begun: true };
}

/** Drops everything, accepted or not, and leaves the event loop a turn to close it. */
async function end() {
  for (const one of trial.made) {
    one.drop();
    if (one instanceof Stream) one.waiting?.items.forEach((waiting) => waiting.drop());
  }
  await sleep(0);
  trial = null;
  return { ended: true };
}

function hello() {
  const { node: release } = process.versions;
  return {
    hello: {
      protocol: 1,
      operations: Object.keys(OPERATIONS),
      here: true,
      runtime: { name: 'node', release },
      release: release.split('.')[0],
    },
  };
}

async function answer({ id, ...request }) {
  const [[name, argument]] = Object.entries(request);
  return { id, ...(await { hello, begin, call, end }[name](argument)) };
}

process.stdin.setEncoding('utf8');
let rest = '';
let last = Promise.resolve();
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    last = last.then(async () => process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`));
  }
});
process.stdin.on('end', () => process.exit());
