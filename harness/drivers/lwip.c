/* A driver over lwIP, an embedded stack with a sockets API: README.md beside it says what a driver is.
 *
 *     cc -o lwip harness/drivers/lwip.c $(pkg-config --cflags --libs lwip) -pthread
 *     sockshape run --driver ./lwip
 *
 * It is for the library of Debian, liblwip-dev. Three things keep it short, and its answers those of the stack:
 *
 * - A process has one trial, and ends with it. So no trial finds a socket, a port or a connection of another, and
 *   nothing is freed.
 * - A call has a thread of its own, which ends wherever it is found out how the call ends. One that is still blocked at
 *   the deadline is left behind.
 * - The stack has one interface, its own loopback, so it can reach nothing else.
 *
 * An option or a flag that lwip/sockets.h of the stack itself has no name for is lacking, also where the library of
 * Debian, which is built with the headers of the system, would be given a number for it. */
#define _GNU_SOURCE
#include "lwip/sockets.h"

#include "lwip/init.h"
#include "lwip/netif.h"
#include "lwip/tcpip.h"

#include <gnu/libc-version.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* Ends the driver: what happened is no answer of the stack. */
static _Noreturn void give_up(const char *why) {
    fprintf(stderr, "lwip: %s\n", why);
    exit(1);
}

/* `size` bytes of zeros, and one more. */
static void *room(size_t size) {
    void *made = calloc(1, size + 1);
    if (made == NULL)
        give_up("there is no memory");
    return made;
}

/* JSON that comes in: a value is read where it stands in its line */

typedef const char *json;

struct bytes {
    unsigned char *start;
    size_t length;
};

static json blanks(json at) {
    return at + strspn(at, " \t\r\n");
}

static json behind_text(json at) {
    while (*++at != '"')
        if (*at == '\0' || (*at == '\\' && *++at == '\0'))
            give_up("a string of a request does not end");
    return blanks(at + 1);
}

/* What stands behind a value. */
static json behind(json at) {
    int depth = 0;
    if (*at == '"')
        return behind_text(at);
    do {
        size_t word = strcspn(at, "\"{}[],: \t\r\n");
        if (*at == '\0' || (depth == 0 && word == 0 && *at != '{' && *at != '['))
            give_up("a request is no JSON, or does not end");
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at = *at == '"' ? behind_text(at) : blanks(at + (word ? word : 1));
    } while (depth > 0);
    return at;
}

static json first(json list) {
    json at = list != NULL && (*list == '[' || *list == '{') ? blanks(list + 1) : NULL;
    return at == NULL || *at == ']' || *at == '}' ? NULL : at;
}

static json next(json value) {
    json at = behind(value);
    return *at == ',' ? blanks(at + 1) : NULL;
}

static json value_of(json key) {
    json at = *key == '"' ? behind_text(key) : key;
    if (*at != ':')
        give_up("an object of a request has no key, or a key no value");
    return blanks(at + 1);
}

/* An entry of an object, or NULL. */
static json entry(json object, const char *key) {
    size_t length = strlen(key);
    json at = object != NULL && *object == '{' ? first(object) : NULL;
    while (at != NULL && !(strncmp(at + 1, key, length) == 0 && at[length + 1] == '"'))
        at = next(value_of(at));
    return at ? value_of(at) : NULL;
}

static unsigned char *put_utf8(unsigned char *to, unsigned code) {
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = more == 0 ? code : (0xf00 >> more & 0xff) | code >> 6 * more;
    while (more-- > 0)
        *to++ = 0x80 | (code >> 6 * more & 0x3f);
    return to;
}

/* The character of a `\u`, which may be written as two halves. */
static json read_unicode(json at, unsigned *code) {
    unsigned low;
    int size = 0;
    if (sscanf(at, "%4x%n", code, &size) != 1 || size != 4)
        give_up("a request has a `\\u` without four digits");
    at += 4;
    if (*code >> 10 == 0x36 && sscanf(at, "\\u%4x", &low) == 1) {
        *code = 0x10000 + ((*code & 0x3ff) << 10) + (low & 0x3ff);
        at += 6;
    }
    return at;
}

/* A string, without the quotes. */
static struct bytes text(json at) {
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    json end = behind_text(at);
    struct bytes text = {room(end - at), 0};
    unsigned char *to = text.start;
    unsigned code;
    while (*++at != '"') {
        bool is_escaped = *at == '\\';
        const char *letter = is_escaped ? strchr(letters, *++at) : NULL;
        if (is_escaped && *at == 'u') {
            at = read_unicode(at + 1, &code) - 1;
            to = put_utf8(to, code);
        } else {
            *to++ = letter ? meant[letter - letters] : *at;
        }
    }
    text.length = to - text.start;
    return text;
}

/* JSON that goes out */

static void put_hex(FILE *out, const void *data, size_t length) {
    const unsigned char *bytes = data;
    fputc('"', out);
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%02x", bytes[i]);
    fputc('"', out);
}

/* Bytes as text if they are printable ASCII, and in hex otherwise. */
static void put_bytes(FILE *out, const void *data, size_t length) {
    const char *bytes = data;
    size_t i = 0;
    while (i < length && bytes[i] >= ' ' && bytes[i] <= '~' && bytes[i] != '"' && bytes[i] != '\\')
        i++;
    if (i == length) {
        fprintf(out, "\"%.*s\"", (int)length, bytes);
        return;
    }
    fputs("{\"hex\":", out);
    put_hex(out, data, length);
    fputc('}', out);
}

/* Calls */

struct call {
    json step, arguments;
    const char *how;    /* how it ended */
    char *said;         /* what it returned, as JSON without the brackets */
    size_t said_length;
    FILE *out;          /* where that is put */
    char why[200];      /* or why it returned nothing */
    long long until;    /* the deadline, in nanoseconds */
    sem_t over;
    pid_t thread;
};

static long long deadline_ms;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1000000000LL * time.tv_sec + time.tv_nsec;
}

/* Ends a call, and its thread with it. */
static _Noreturn void over(struct call *call, const char *how) {
    call->how = how;
    fclose(call->out);
    sem_post(&call->over);
    pthread_exit(NULL);
}

static _Noreturn void ended(struct call *call, const char *how, const char *why, ...) {
    va_list arguments;
    va_start(arguments, why);
    vsnprintf(call->why, sizeof call->why, why, arguments);
    va_end(arguments);
    over(call, how);
}

/* The name of an error, or its number as text, in a place for that. */
static const char *name_of_error(int error, char place[20]) {
    const char *name = error > 0 ? strerrorname_np(error) : NULL;
    snprintf(place, 20, "error %d", error);
    return name ? name : place;
}

/* Passes on what a call of the stack returned, unless it failed. */
static ssize_t checked(struct call *call, ssize_t returned) {
    char place[20];
    if (returned < 0)
        ended(call, "failed", "%s", name_of_error(errno, place));
    return returned;
}

/* Begins another value of what the call returns. */
static FILE *put(struct call *call, const char *name) {
    fprintf(call->out, "%s\"%s\":", ftell(call->out) > 0 ? "," : "", name);
    return call->out;
}

/* Arguments */

static json given(struct call *call, const char *name) {
    return entry(call->arguments, name);
}

static json needed(struct call *call, json value, const char *what) {
    if (value == NULL)
        ended(call, "error", "the call has no %s", what);
    return value;
}

static bool is_null(json value) {
    return value != NULL && *value == 'n';
}

static char *word(struct call *call, json value, const char *what) {
    if (*needed(call, value, what) != '"')
        ended(call, "error", "its %s is no text", what);
    return (char *)text(value).start;
}

static long long number(struct call *call, json value, long long otherwise) {
    if (value == NULL || *value == 't' || *value == 'f')
        return value ? *value == 't' : otherwise;
    if (strchr("-0123456789", *value) == NULL)
        ended(call, "error", "what should be a number is none: %.40s", value);
    return strtoll(value, NULL, 10);
}

struct name {
    const char *name;
    int number;
};

#define NAMED(name) {#name, name}

/* In the order in which flags are told. */
static const struct name families[] = {NAMED(AF_UNSPEC), NAMED(AF_UNIX), NAMED(AF_INET), NAMED(AF_INET6), {NULL, 0}};
static const struct name types[] = {NAMED(SOCK_STREAM), NAMED(SOCK_DGRAM), NAMED(SOCK_SEQPACKET), NAMED(SOCK_RAW),
                                    {NULL, 0}};
static const struct name numbers[] = {NAMED(IPPROTO_ICMP), NAMED(IPPROTO_TCP), NAMED(IPPROTO_UDP), NAMED(IPPROTO_IP),
                                      NAMED(IPPROTO_ICMPV6), NAMED(IPPROTO_IPV6), NAMED(SOL_SOCKET), NAMED(SHUT_RD),
                                      NAMED(SHUT_WR), NAMED(SHUT_RDWR), {NULL, 0}};
static const struct name message_flags[] = {NAMED(MSG_OOB), NAMED(MSG_PEEK), NAMED(MSG_TRUNC), NAMED(MSG_CTRUNC),
                                            NAMED(MSG_DONTWAIT), NAMED(MSG_WAITALL), NAMED(MSG_NOSIGNAL),
                                            NAMED(MSG_MORE), {NULL, 0}};
static const struct name events[] = {NAMED(POLLIN), NAMED(POLLPRI), NAMED(POLLOUT), NAMED(POLLERR), NAMED(POLLHUP),
                                     NAMED(POLLNVAL), {NULL, 0}};

/* The number of a constant, which may be given as a number. */
static int constant(struct call *call, const struct name *table, json value, int otherwise) {
    if (value == NULL || *value != '"')
        return number(call, value, otherwise);
    const char *name = word(call, value, "constant");
    while (table->name != NULL && strcmp(table->name, name) != 0)
        table++;
    if (table->name == NULL)
        ended(call, "lacks", "%s", name);
    return table->number;
}

static int combined(struct call *call, const struct name *table, json list) {
    int flags = 0;
    for (json flag = first(list); flag != NULL; flag = next(flag))
        flags |= constant(call, table, flag, 0);
    return flags;
}

static void put_word(FILE *out, const struct name *table, int number) {
    while (table->name != NULL && table->number != number)
        table++;
    if (table->name != NULL)
        fprintf(out, "\"%s\"", table->name);
    else
        fprintf(out, "\"%d\"", number);
}

static void put_flags(FILE *out, const struct name *table, int flags) {
    const char *before = "\"";
    for (; table->name != NULL; table++)
        if (flags & table->number) {
            fprintf(out, "%s%s", before, table->name);
            flags &= ~table->number;
            before = "|";
        }
    if (flags != 0)
        fprintf(out, "%s%d\"", before, flags);
    else
        fputs(*before == '"' ? "\"none\"" : "\"", out);
}

static struct bytes bytes_of_hex(struct call *call, json hex) {
    char *digits = word(call, hex, "hex");
    struct bytes bytes = {(unsigned char *)digits, strlen(digits) / 2};
    for (size_t i = 0; i < bytes.length; i++)
        if (sscanf(digits + 2 * i, "%2hhx", &bytes.start[i]) != 1)
            ended(call, "error", "a byte has no digits of hex");
    return bytes;
}

/* Data as text, in hex, or as a repetition. */
static struct bytes data_of(struct call *call, json data) {
    if (*needed(call, data, "data") == '"')
        return text(data);
    if (entry(data, "hex"))
        return bytes_of_hex(call, entry(data, "hex"));
    struct bytes piece = text(needed(call, entry(data, "repeat"), "`repeat`"));
    size_t times = number(call, entry(data, "times"), 1);
    struct bytes bytes = {room(piece.length * times), piece.length * times};
    for (size_t i = 0; i < times; i++)
        memcpy(bytes.start + i * piece.length, piece.start, piece.length);
    return bytes;
}

/* A time such as `100 ms` in microseconds; `none` if there is none. */
static long long microseconds(struct call *call, json time, long long none) {
    static const struct name units[] = {{" s", 1000000}, {" ms", 1000}, {" us", 1}, {NULL, 0}};
    char *unit;
    if (time == NULL || *time != '"')
        return number(call, time, none);
    long long count = strtoll(word(call, time, "time"), &unit, 10);
    const struct name *known = units;
    while (known->name != NULL && strcmp(known->name, unit) != 0)
        known++;
    return known->name ? count * known->number : none;
}

/* Sockets and started calls by their names */

/* The descriptor of a socket that is closed: a program that goes on with it has one that nobody has. poll would pass
 * over a negative one. */
#define CLOSED 1000000

struct thing {
    const char *name;
    int descriptor;        /* of a socket */
    struct call *started;  /* or a call */
    struct thing *next;
};

static struct thing *things;
static pthread_mutex_t things_lock = PTHREAD_MUTEX_INITIALIZER;

static void add(struct call *call, int descriptor, struct call *started) {
    struct thing *thing = room(sizeof *thing);
    const char *name = word(call, given(call, "as"), "`as`");
    pthread_mutex_lock(&things_lock);
    *thing = (struct thing){name, descriptor, started, things};
    things = thing;
    pthread_mutex_unlock(&things_lock);
}

/* The thing that was given the name last. */
static struct thing *thing_of(struct call *call, json named, const char *what, bool is_call) {
    const char *name = word(call, named, what);
    pthread_mutex_lock(&things_lock);
    struct thing *thing = things;
    pthread_mutex_unlock(&things_lock);
    while (thing != NULL && (strcmp(thing->name, name) != 0 || (thing->started != NULL) != is_call))
        thing = thing->next;
    if (thing == NULL)
        ended(call, "not_run", "there is no %s `%s`", what, name);
    return thing;
}

static struct thing *socket_of(struct call *call) {
    return thing_of(call, given(call, "socket"), "socket", false);
}

static int descriptor_of(struct call *call) {
    return socket_of(call)->descriptor;
}

/* Addresses */

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    unsigned char bytes[1100];
};

static struct netif loopback;

static void host_in(struct call *call, int family, json host, void *to) {
    const char *name = word(call, host, "host");
    if (lwip_inet_pton(family, name, to) != 1)
        ended(call, "lacks", "the host %.80s", name);
}

/* A name of another family. The stack looks at no more of it than the family. */
static socklen_t other_in(struct call *call, json from, union address *address) {
    json path = entry(from, "path"), bytes = entry(from, "bytes");
    struct bytes rest = path ? text(path) : bytes ? bytes_of_hex(call, bytes) : (struct bytes){address->bytes, 0};
    if (entry(from, "interface") || entry(from, "abstract") || rest.length > sizeof address->bytes - 2)
        ended(call, "lacks", "an address of this family");
    memmove(address->bytes + 2, rest.start, rest.length);
    return 2 + rest.length;
}

/* Fills in an address, and returns its length. */
static socklen_t address_in(struct call *call, json from, union address *address) {
    json returned = entry(from, "returned"), port;
    from = returned ? returned : from;
    memset(address, 0, sizeof *address);
    bool is_unix = *from == '"' || entry(from, "path");
    address->any.sa_family = constant(call, families, entry(from, "family"), is_unix ? AF_UNIX : AF_UNSPEC);
    if (entry(from, "host") == NULL)
        return other_in(call, from, address);
    port = entry(from, "port");
    /* Both families have it in the same place. */
    address->v4.sin_port = htons(number(call, entry(port, "returned_port") ? entry(port, "returned_port") : port, 0));
    if (address->any.sa_family == AF_INET) {
        host_in(call, AF_INET, entry(from, "host"), &address->v4.sin_addr);
        return sizeof address->v4;
    }
    host_in(call, AF_INET6, entry(from, "host"), &address->v6.sin6_addr);
    address->v6.sin6_flowinfo = htonl(number(call, entry(from, "flowinfo"), 0));
    address->v6.sin6_scope_id = number(call, entry(from, "scope_id"), 0);
    return sizeof address->v6;
}

/* The address that a call is given, in a place for it; NULL for a null pointer. */
static struct sockaddr *address_given(struct call *call, union address *address, socklen_t *length) {
    json from = given(call, "address");
    bool is_there = from != NULL && !is_null(from);
    *length = is_there ? address_in(call, from, address) : 0;
    *length = number(call, entry(from, "length"), *length);
    *length = number(call, given(call, "address_length"), *length);
    return is_there ? &address->any : NULL;
}

/* A place for the name that a call returns, and the length that the call is told and tells. */
struct named {
    union address address;
    struct sockaddr *name;
    socklen_t length, *told;
    size_t room;
};

#define UNTOUCHED 0xa5

static void prepare(struct call *call, struct named *named) {
    json offered = given(call, "name_room");
    long long length = is_null(offered) ? 0 : number(call, offered, 128);
    memset(&named->address, UNTOUCHED, sizeof named->address);
    named->length = length;
    named->room = length < 0 ? sizeof named->address : (size_t)length;
    named->name = is_null(given(call, "name")) ? NULL : &named->address.any;
    named->told = is_null(offered) ? NULL : &named->length;
}

static void put_v4(FILE *out, const struct sockaddr_in *name) {
    static const char zeros[sizeof name->sin_zero];
    char host[INET_ADDRSTRLEN];
    lwip_inet_ntop(AF_INET, &name->sin_addr, host, sizeof host);
    fprintf(out, ",\"family\":\"AF_INET\",\"host\":\"%s\",\"port\":%d", host, ntohs(name->sin_port));
    if (memcmp(name->sin_zero, zeros, sizeof zeros) != 0) {
        fputs(",\"unused\":", out);
        put_hex(out, name->sin_zero, sizeof zeros);
    }
}

static void put_v6(FILE *out, const struct sockaddr_in6 *name) {
    char host[INET6_ADDRSTRLEN];
    lwip_inet_ntop(AF_INET6, &name->sin6_addr, host, sizeof host);
    fprintf(out, ",\"family\":\"AF_INET6\",\"host\":\"%s\",\"port\":%d,\"flowinfo\":%u,\"scope_id\":%u", host,
            ntohs(name->sin6_port), ntohl(name->sin6_flowinfo), name->sin6_scope_id);
}

/* Another name, or one that was cut off. */
static void put_other(FILE *out, const union address *address, size_t written) {
    size_t header = written < 2 ? 0 : 2;
    fputs(",\"bytes\":", out);
    put_hex(out, address->bytes + header, written - header);
    if (header > 0) {
        fputs(",\"family\":", out);
        put_word(out, families, address->any.sa_family);
    }
}

static void put_address(struct call *call, const struct named *named) {
    FILE *out = put(call, "address");
    size_t touched = named->name ? sizeof named->address : 0;
    while (touched > 0 && named->address.bytes[touched - 1] == UNTOUCHED)
        touched--;
    size_t written = touched == 0 ? 0 : named->length < named->room ? named->length : named->room;
    int family = written < 2 ? -1 : named->address.any.sa_family;
    fprintf(out, "{\"beyond\":%zu", touched > named->room ? touched - named->room : 0);
    if (named->told)
        fprintf(out, ",\"length\":%u", named->length);
    if (named->told && written < named->length)
        fprintf(out, ",\"written\":%zu", written);
    if (family == AF_INET && written >= sizeof named->address.v4)
        put_v4(out, &named->address.v4);
    else if (family == AF_INET6 && written >= sizeof named->address.v6)
        put_v6(out, &named->address.v6);
    else if (written > 0)
        put_other(out, &named->address, written);
    fputc('}', out);
}

/* Waiting */

/* A call on a socket that may block. */
struct wait {
    int socket;
    long long begun;
    int limit;  /* the option that holds it to the deadline; 0 if it has a timeout of its own */
};

/* Begins a call. If it would wait for ever, the deadline is its timeout: SO_RCVTIMEO or SO_SNDTIMEO. */
static struct wait begin_wait(struct call *call, int option) {
    struct timeval limit, deadline = {deadline_ms / 1000, deadline_ms % 1000 * 1000};
    socklen_t length = sizeof limit;
    struct wait wait = {descriptor_of(call), now(), 0};
    if (lwip_getsockopt(wait.socket, SOL_SOCKET, option, &limit, &length) == 0 && limit.tv_sec == 0 &&
        limit.tv_usec == 0) {
        wait.limit = option;
        lwip_setsockopt(wait.socket, SOL_SOCKET, option, &deadline, sizeof deadline);
    }
    return wait;
}

/* Ends it, and passes on what it returned, unless it failed or was ended by the deadline. */
static ssize_t end_wait(struct call *call, struct wait wait, ssize_t returned) {
    int error = errno;
    struct timeval none = {0};
    if (wait.limit)
        lwip_setsockopt(wait.socket, SOL_SOCKET, wait.limit, &none, sizeof none);
    if (returned < 0 && error == EAGAIN && wait.limit && now() - wait.begun >= 1000000 * deadline_ms)
        over(call, "timed_out");
    errno = error;
    return checked(call, returned);
}

/* The operations: each reads its arguments and puts what it returns */

static void do_socket(struct call *call) {
    int family = constant(call, families, given(call, "family"), AF_INET);
    int type = constant(call, types, given(call, "type"), SOCK_STREAM);
    if (given(call, "flags"))
        ended(call, "lacks", "flags in the type of a socket");
    add(call, checked(call, lwip_socket(family, type, constant(call, numbers, given(call, "protocol"), 0))), NULL);
}

static void do_close(struct call *call) {
    struct thing *socket = socket_of(call);
    int descriptor = socket->descriptor;
    socket->descriptor = CLOSED;
    checked(call, lwip_close(descriptor));
}

static void do_shutdown(struct call *call) {
    checked(call, lwip_shutdown(descriptor_of(call), constant(call, numbers, given(call, "how"), 0)));
}

/* A pointer that the stack follows whatever it is. */
static void *not_null(struct call *call, void *pointer) {
    if (pointer == NULL)
        ended(call, "lacks", "a look at a null pointer before it is followed");
    return pointer;
}

static void do_bind(struct call *call) {
    union address address;
    socklen_t length;
    struct sockaddr *name = not_null(call, address_given(call, &address, &length));
    checked(call, lwip_bind(descriptor_of(call), name, length));
}

static void do_listen(struct call *call) {
    checked(call, lwip_listen(descriptor_of(call), number(call, given(call, "backlog"), 128)));
}

static void do_connect(struct call *call) {
    union address address;
    socklen_t length;
    struct sockaddr *name = not_null(call, address_given(call, &address, &length));
    checked(call, lwip_connect(descriptor_of(call), name, length));
}

static void do_disconnect(struct call *call) {
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    checked(call, lwip_connect(descriptor_of(call), &none, sizeof none));
}

static void do_accept(struct call *call) {
    struct named named;
    if (given(call, "flags"))
        ended(call, "lacks", "accept4");
    prepare(call, &named);
    struct wait wait = begin_wait(call, SO_RCVTIMEO);
    add(call, end_wait(call, wait, lwip_accept(wait.socket, named.name, named.told)), NULL);
    put_address(call, &named);
}

static void do_getsockname(struct call *call) {
    struct named named;
    prepare(call, &named);
    checked(call, lwip_getsockname(descriptor_of(call), not_null(call, named.name), not_null(call, named.told)));
    put_address(call, &named);
}

static void do_getpeername(struct call *call) {
    struct named named;
    prepare(call, &named);
    checked(call, lwip_getpeername(descriptor_of(call), not_null(call, named.name), not_null(call, named.told)));
    put_address(call, &named);
}

/* That of the name: there is no SO_DOMAIN. */
static void do_family(struct call *call) {
    union address address;
    socklen_t length = sizeof address;
    checked(call, lwip_getsockname(descriptor_of(call), &address.any, &length));
    put_word(put(call, "family"), families, address.any.sa_family);
}

static void do_fileno(struct call *call) {
    int descriptor = descriptor_of(call);
    fprintf(put(call, "descriptor"), "%d", descriptor == CLOSED ? -1 : descriptor);
}

/* Nobody else is here, and the stack itself gives no port below TCP_LOCAL_PORT_RANGE_START, 0xc000: core/tcp.c. */
static void do_hold_port(struct call *call) {
    static int port = 20000;
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port++), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int type = constant(call, types, given(call, "type"), SOCK_STREAM);
    int holder = checked(call, lwip_socket(AF_INET, type == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM, 0));
    checked(call, lwip_bind(holder, (struct sockaddr *)&name, sizeof name));
    add(call, holder, NULL);
    fprintf(put(call, "address"), "{\"length\":%zu", sizeof name);
    put_v4(call->out, &name);
    fputc('}', call->out);
}

static void put_sent(struct call *call, size_t sent, size_t asked) {
    fprintf(put(call, "sent"), sent == asked ? "%zu" : "{\"part\":%zu}", sent);
}

/* send, and sendto if there is an address */
static void do_send(struct call *call) {
    struct bytes data = data_of(call, given(call, "data"));
    int flags = combined(call, message_flags, given(call, "flags"));
    union address address;
    socklen_t length;
    struct sockaddr *name = address_given(call, &address, &length);
    struct wait wait = begin_wait(call, SO_SNDTIMEO);
    ssize_t sent = given(call, "address")
        ? lwip_sendto(wait.socket, data.start, data.length, flags, name, length)
        : lwip_send(wait.socket, data.start, data.length, flags);
    put_sent(call, end_wait(call, wait, sent), data.length);
}

#define MOST_BUFFERS 64

/* The buffers of a message that is sent: how many bytes they have together. */
static size_t buffers_in(struct call *call, struct msghdr *message) {
    json data = needed(call, given(call, "data"), "data");
    bool are_several = *data == '[';
    size_t total = 0;
    message->msg_iov = room(MOST_BUFFERS * sizeof(struct iovec));
    for (json part = are_several ? first(data) : data; part != NULL; part = are_several ? next(part) : NULL) {
        struct bytes bytes = data_of(call, part);
        if (message->msg_iovlen == MOST_BUFFERS)
            ended(call, "lacks", "so many buffers");
        message->msg_iov[message->msg_iovlen++] = (struct iovec){bytes.start, bytes.length};
        total += bytes.length;
    }
    return total;
}

static void do_sendmsg(struct call *call) {
    struct msghdr message = {0};
    union address address;
    if (given(call, "ancillary"))
        ended(call, "lacks", "a look at ancillary data that is sent");
    size_t asked = buffers_in(call, &message);
    int flags = combined(call, message_flags, given(call, "flags"));
    message.msg_name = address_given(call, &address, &message.msg_namelen);
    struct wait wait = begin_wait(call, SO_SNDTIMEO);
    put_sent(call, end_wait(call, wait, lwip_sendmsg(wait.socket, &message, flags)), asked);
}

static void receive(struct call *call, struct named *named) {
    size_t size = number(call, given(call, "size"), 1024);
    void *data = room(size);
    int flags = combined(call, message_flags, given(call, "flags"));
    struct wait wait = begin_wait(call, SO_RCVTIMEO);
    ssize_t received = lwip_recvfrom(wait.socket, data, size, flags, named->name, named->told);
    put_bytes(put(call, "data"), data, end_wait(call, wait, received));
}

static void do_recv(struct call *call) {
    struct named nobody = {.name = NULL, .told = NULL};
    receive(call, &nobody);
}

static void do_recvfrom(struct call *call) {
    struct named named;
    prepare(call, &named);
    receive(call, &named);
    put_address(call, &named);
}

/* The buffers of a message that is received: one behind the other. */
static struct bytes buffers_for(struct call *call, struct msghdr *message) {
    json sizes = given(call, "sizes");
    struct bytes all = {NULL, 0};
    message->msg_iov = room(MOST_BUFFERS * sizeof(struct iovec));
    for (json size = sizes ? first(sizes) : "1024"; size != NULL; size = sizes ? next(size) : NULL) {
        if (message->msg_iovlen == MOST_BUFFERS)
            ended(call, "lacks", "so many buffers");
        message->msg_iov[message->msg_iovlen].iov_len = number(call, size, 0);
        all.length += message->msg_iov[message->msg_iovlen++].iov_len;
    }
    all.start = room(all.length);
    for (size_t i = 0, offset = 0; i < message->msg_iovlen; offset += message->msg_iov[i++].iov_len)
        message->msg_iov[i].iov_base = all.start + offset;
    return all;
}

static void do_recvmsg(struct call *call) {
    size_t control = number(call, given(call, "room"), 256);
    struct named named;
    prepare(call, &named);
    struct msghdr message = {.msg_name = named.name, .msg_namelen = named.length};
    struct bytes data = buffers_for(call, &message);
    message.msg_controllen = control ? CMSG_LEN(control) : 0;
    message.msg_control = control ? room(message.msg_controllen) : NULL;
    int flags = combined(call, message_flags, given(call, "flags"));
    struct wait wait = begin_wait(call, SO_RCVTIMEO);
    size_t received = end_wait(call, wait, lwip_recvmsg(wait.socket, &message, flags));
    named.length = message.msg_namelen;
    /* Of a datagram that was cut off, the stack returns the whole length. */
    put_bytes(put(call, "data"), data.start, received < data.length ? received : data.length);
    put_address(call, &named);
    put_flags(put(call, "flags"), message_flags, message.msg_flags);
    /* The stack has something to say here only with LWIP_NETBUF_RECVINFO. */
    fputs("[]", put(call, "ancillary"));
}

/* Options */

enum kind { FLAG, COUNT, TYPE, OCTET_FLAG, OCTET, LINGER, TIME, HOST, GROUP, GROUP6 };

struct option {
    const char *name;
    int level, number;
    enum kind kind;
};

#define OPTION(level, name, kind) {#name, level, name, kind}

static const struct option options[] = {
    OPTION(SOL_SOCKET, SO_REUSEADDR, FLAG), OPTION(SOL_SOCKET, SO_BROADCAST, FLAG),
    OPTION(SOL_SOCKET, SO_KEEPALIVE, FLAG), OPTION(SOL_SOCKET, SO_OOBINLINE, FLAG),
    OPTION(SOL_SOCKET, SO_REUSEPORT, FLAG), OPTION(SOL_SOCKET, SO_ACCEPTCONN, FLAG),
    OPTION(SOL_SOCKET, SO_SNDBUF, COUNT), OPTION(SOL_SOCKET, SO_RCVBUF, COUNT),
    OPTION(SOL_SOCKET, SO_SNDLOWAT, COUNT), OPTION(SOL_SOCKET, SO_RCVLOWAT, COUNT),
    OPTION(SOL_SOCKET, SO_SNDTIMEO, TIME), OPTION(SOL_SOCKET, SO_RCVTIMEO, TIME),
    OPTION(SOL_SOCKET, SO_LINGER, LINGER), OPTION(SOL_SOCKET, SO_ERROR, COUNT),
    OPTION(SOL_SOCKET, SO_TYPE, TYPE),
    OPTION(IPPROTO_IP, IP_TOS, COUNT), OPTION(IPPROTO_IP, IP_TTL, COUNT),
    OPTION(IPPROTO_IP, IP_PKTINFO, FLAG), OPTION(IPPROTO_IP, IP_MULTICAST_IF, HOST),
    OPTION(IPPROTO_IP, IP_MULTICAST_TTL, OCTET), OPTION(IPPROTO_IP, IP_MULTICAST_LOOP, OCTET_FLAG),
    OPTION(IPPROTO_IP, IP_ADD_MEMBERSHIP, GROUP), OPTION(IPPROTO_IP, IP_DROP_MEMBERSHIP, GROUP),
    OPTION(IPPROTO_IPV6, IPV6_JOIN_GROUP, GROUP6), OPTION(IPPROTO_IPV6, IPV6_LEAVE_GROUP, GROUP6),
    OPTION(IPPROTO_IPV6, IPV6_V6ONLY, FLAG), OPTION(IPPROTO_TCP, TCP_NODELAY, FLAG),
    OPTION(IPPROTO_TCP, TCP_KEEPIDLE, COUNT), OPTION(IPPROTO_TCP, TCP_KEEPINTVL, COUNT),
    OPTION(IPPROTO_TCP, TCP_KEEPCNT, COUNT), {NULL, 0, 0, 0},
};

/* An option by its name, or by numbers. */
static struct option option_of(struct call *call) {
    json given_option = needed(call, given(call, "option"), "option");
    if (*given_option == '{')
        return (struct option){"", constant(call, numbers, entry(given_option, "level"), 0),
                               number(call, entry(given_option, "name"), 0), COUNT};
    const char *name = word(call, given_option, "option");
    const struct option *option = options;
    while (option->name != NULL && strcmp(option->name, name) != 0)
        option++;
    if (option->name == NULL)
        ended(call, "lacks", "%s", name);
    return *option;
}

union value {
    int number;
    unsigned char octet;
    struct linger linger;
    struct timeval time;
    struct in_addr host;
    struct ip_mreq group;
    struct ipv6_mreq group6;
};

static void group_in(struct call *call, json from, struct ip_mreq *group) {
    const char *interface = word(call, entry(from, "interface"), "interface");
    if (strchr(interface, '.') == NULL)
        ended(call, "lacks", "an interface of a membership but by its address");
    host_in(call, AF_INET, entry(from, "group"), &group->imr_multiaddr);
    host_in(call, AF_INET, entry(from, "interface"), &group->imr_interface);
}

static void group6_in(struct call *call, json from, struct ipv6_mreq *group) {
    const char *interface = word(call, entry(from, "interface"), "interface");
    if (strcmp(interface, "nonexistent") == 0)
        /* It does not fit into the index of the stack. */
        ended(call, "refused", "assertion: Invalid netif index");
    host_in(call, AF_INET6, entry(from, "group"), &group->ipv6mr_multiaddr);
    group->ipv6mr_interface = strcmp(interface, "loopback") == 0 ? netif_get_index(&loopback) : 0;
}

/* Fills in the value of an option, and returns its length. */
static socklen_t value_in(struct call *call, enum kind kind, json from, union value *value) {
    long long time;
    switch (kind) {
    case LINGER:
        value->linger = (struct linger){*from != 'f', number(call, from, 0)};
        return sizeof value->linger;
    case TIME:
        time = microseconds(call, from, 0);
        value->time = (struct timeval){time / 1000000, time % 1000000};
        return sizeof value->time;
    case HOST:
        host_in(call, AF_INET, from, &value->host);
        return sizeof value->host;
    case GROUP:
        group_in(call, from, &value->group);
        return sizeof value->group;
    case GROUP6:
        group6_in(call, from, &value->group6);
        return sizeof value->group6;
    case OCTET:
    case OCTET_FLAG:
        value->octet = number(call, from, 0);
        return sizeof value->octet;
    default:
        value->number = constant(call, types, from, 0);
        return sizeof value->number;
    }
}

static void put_time(FILE *out, struct timeval time) {
    long long total = 1000000LL * time.tv_sec + time.tv_usec;
    if (total == 0)
        fputs("false", out);
    else if (total % 1000)
        fprintf(out, "\"%lld us\"", total);
    else
        fprintf(out, "\"%lld ms\"", total / 1000);
}

static void put_value(FILE *out, enum kind kind, const union value *value) {
    char host[INET_ADDRSTRLEN];
    switch (kind) {
    case FLAG:
    case OCTET_FLAG:
        fputs((kind == FLAG ? value->number : value->octet) ? "true" : "false", out);
        return;
    case LINGER:
        fprintf(out, value->linger.l_onoff ? "%d" : "false", value->linger.l_linger);
        return;
    case TIME:
        put_time(out, value->time);
        return;
    case TYPE:
        put_word(out, types, value->number);
        return;
    case HOST:
        fprintf(out, "\"%s\"", lwip_inet_ntop(AF_INET, &value->host, host, sizeof host));
        return;
    default:
        fprintf(out, "%d", kind == OCTET ? value->octet : value->number);
    }
}

static void do_setsockopt(struct call *call) {
    struct option option = option_of(call);
    union value value = {0};
    socklen_t length = value_in(call, option.kind, needed(call, given(call, "value"), "value"), &value);
    checked(call, lwip_setsockopt(descriptor_of(call), option.level, option.number, &value, length));
}

static void do_getsockopt(struct call *call) {
    struct option option = option_of(call);
    union value value = {0};
    socklen_t length = option.kind == LINGER ? sizeof value.linger : option.kind == TIME ? sizeof value.time
                     : option.kind == OCTET || option.kind == OCTET_FLAG ? sizeof value.octet : sizeof value.number;
    checked(call, lwip_getsockopt(descriptor_of(call), option.level, option.number, &value, &length));
    put_value(put(call, "value"), option.kind, &value);
}

static int number_option(struct call *call, int option) {
    int value;
    socklen_t length = sizeof value;
    checked(call, lwip_getsockopt(descriptor_of(call), SOL_SOCKET, option, &value, &length));
    return value;
}

static void do_type(struct call *call) {
    put_word(put(call, "type"), types, number_option(call, SO_TYPE));
}

static void do_take_error(struct call *call) {
    int error = number_option(call, SO_ERROR);
    char place[20];
    if (error != 0)
        fprintf(put(call, "pending"), "\"%s\"", name_of_error(error, place));
    else
        fputs("null", put(call, "pending"));
}

#define MOST_OF_AN_OPTION 4096

/* The bytes of numbers, or of data, with zeros behind them; no start if there are none. */
static struct bytes raw_value(struct call *call, json value) {
    struct bytes bytes = {NULL, 0};
    if (value == NULL)
        return bytes;
    bytes.start = room(2 * MOST_OF_AN_OPTION);
    json part = *value == '[' ? first(value) : value;
    if (*value == '"' || *value == '{') {
        struct bytes data = data_of(call, value);
        bytes.length = data.length < MOST_OF_AN_OPTION ? data.length : MOST_OF_AN_OPTION;
        memcpy(bytes.start, data.start, bytes.length);
        return bytes;
    }
    for (; part && bytes.length < MOST_OF_AN_OPTION; part = *value == '[' ? next(part) : NULL) {
        int one = number(call, part, 0);
        memcpy(bytes.start + bytes.length, &one, sizeof one);
        bytes.length += sizeof one;
    }
    return bytes;
}

static void do_setsockopt_bytes(struct call *call) {
    struct option option = option_of(call);
    struct bytes value = raw_value(call, given(call, "value"));
    socklen_t length = number(call, given(call, "length"), value.length);
    checked(call, lwip_setsockopt(descriptor_of(call), option.level, option.number, value.start, length));
}

static void do_getsockopt_bytes(struct call *call) {
    struct option option = option_of(call);
    json without = given(call, "without");
    const char *left_out = without ? word(call, without, "`without`") : "";
    socklen_t length = number(call, given(call, "room"), 0);
    void *value = strcmp(left_out, "buffer") == 0 ? NULL : room(MOST_OF_AN_OPTION);
    socklen_t *told = strcmp(left_out, "length") == 0 ? NULL : &length;
    checked(call, lwip_getsockopt(descriptor_of(call), option.level, option.number, value, told));
    put_bytes(put(call, "value"), value, length < MOST_OF_AN_OPTION ? length : MOST_OF_AN_OPTION);
    fprintf(put(call, "length"), "%d", length);
}

/* Readiness */

static void do_setblocking(struct call *call) {
    int is_on = !number(call, given(call, "blocking"), 1);
    checked(call, lwip_ioctl(descriptor_of(call), FIONBIO, &is_on));
}

static void do_poll(struct call *call) {
    struct pollfd polled = {.fd = descriptor_of(call), .events = combined(call, events, given(call, "events"))};
    long long timeout = microseconds(call, given(call, "timeout"), -1);
    bool is_limited = timeout < 0 || timeout > 1000 * deadline_ms;
    int ready = checked(call, lwip_poll(&polled, 1, is_limited ? deadline_ms : timeout / 1000));
    if (ready == 0 && is_limited)
        over(call, "timed_out");
    put_flags(put(call, "events"), events, polled.revents);
}

/* Calls beside others */

static struct call *begin(json step);

static bool is_over(struct call *call, long long until) {
    struct timespec time = {until / 1000000000, until % 1000000000};
    if (sem_clockwait(&call->over, CLOCK_MONOTONIC, &time) != 0)
        return false;
    /* For whoever asks again. */
    sem_post(&call->over);
    return true;
}

/* How often the thread of a call has fallen asleep, if it is asleep; -1 otherwise. */
static long long asleep(const struct call *call) {
    char path[64], line[128];
    long long times = -1;
    bool is_asleep = false;
    snprintf(path, sizeof path, "/proc/self/task/%d/status", call->thread);
    FILE *status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        is_asleep |= strncmp(line, "State:\tS", 8) == 0;
        sscanf(line, "voluntary_ctxt_switches: %lld", &times);
    }
    if (status != NULL)
        fclose(status);
    return is_asleep ? times : -1;
}

/* Returns when the call blocks, as it does if it is asleep all the time, or is over. */
static void do_start(struct call *call) {
    struct call *started = begin(needed(call, given(call, "step"), "step"));
    add(call, CLOSED, started);
    for (long long before = -1, times; !is_over(started, now() + 1000000); before = times)
        if ((times = asleep(started)) >= 0 && times == before)
            break;
}

static void do_finish(struct call *call) {
    struct call *started = thing_of(call, given(call, "call"), "started call", true)->started;
    if (!is_over(started, started->until))
        over(call, "timed_out");
    fwrite(started->said, 1, started->said_length, call->out);
    memcpy(call->why, started->why, sizeof call->why);
    over(call, started->how);
}

struct operation {
    const char *name;
    void (*perform)(struct call *);
};

#define OPERATION(name) {#name, do_##name}

static const struct operation operations[] = {
    OPERATION(socket), OPERATION(close), OPERATION(shutdown), OPERATION(family), OPERATION(type), OPERATION(fileno),
    OPERATION(hold_port), OPERATION(bind), OPERATION(listen), OPERATION(connect), OPERATION(disconnect),
    OPERATION(accept), OPERATION(getsockname), OPERATION(getpeername), OPERATION(send), {"sendto", do_send},
    OPERATION(sendmsg), OPERATION(recv), OPERATION(recvfrom), OPERATION(recvmsg), OPERATION(setsockopt),
    OPERATION(getsockopt), OPERATION(setsockopt_bytes), OPERATION(getsockopt_bytes), OPERATION(take_error),
    OPERATION(setblocking), OPERATION(poll), OPERATION(start), OPERATION(finish), {NULL, NULL},
};

static void post(void *semaphore) {
    sem_post(semaphore);
}

/* Waits until the thread of the stack has taken in every packet, so that no answer is a matter of luck. */
static void settle(void) {
    sem_t was_there;
    bool is_on_its_way;
    sem_init(&was_there, 0, 0);
    do {
        /* It does one thing after the other. */
        tcpip_callback(post, &was_there);
        sem_wait(&was_there);
        LOCK_TCPIP_CORE();
        is_on_its_way = loopback.loop_first != NULL;
        UNLOCK_TCPIP_CORE();
    } while (is_on_its_way);
}

static void *perform(void *argument) {
    struct call *call = argument;
    const struct operation *operation = operations;
    call->thread = syscall(SYS_gettid);
    settle();
    const char *name = word(call, first(call->step), "operation");
    while (operation->name != NULL && strcmp(operation->name, name) != 0)
        operation++;
    if (operation->name == NULL)
        ended(call, "lacks", "%.80s", name);
    call->arguments = value_of(first(call->step));
    operation->perform(call);
    over(call, "returned");
}

/* How much longer than its deadline a call may take: most end by themselves then. */
#define GRACE 500000000LL

static struct call *begin(json step) {
    struct call *call = room(sizeof *call);
    pthread_t thread;
    call->step = step;
    call->until = now() + 1000000 * deadline_ms + GRACE;
    call->out = open_memstream(&call->said, &call->said_length);
    sem_init(&call->over, 0, 0);
    if (call->out == NULL || pthread_create(&thread, NULL, perform, call) != 0)
        give_up("there is no room for another thread");
    pthread_detach(thread);
    return call;
}

/* The stack */

static err_t loop4(struct netif *netif, struct pbuf *packet, const ip4_addr_t *to) {
    LWIP_UNUSED_ARG(to);
    return netif_loop_output(netif, packet);
}

static err_t loop6(struct netif *netif, struct pbuf *packet, const ip6_addr_t *to) {
    LWIP_UNUSED_ARG(to);
    return netif_loop_output(netif, packet);
}

static err_t init_loopback(struct netif *netif) {
    memcpy(netif->name, "lo", 2);
    netif->output = loop4;
    netif->output_ip6 = loop6;
    netif_set_flags(netif, NETIF_FLAG_IGMP | NETIF_FLAG_MLD6);
    return ERR_OK;
}

/* Adds the interface that netif_init of core/netif.c adds with LWIP_HAVE_LOOPIF, and lets it have groups. */
static void add_loopback(void *is_there) {
    ip4_addr_t address, mask;
    IP4_ADDR(&address, 127, 0, 0, 1);
    IP4_ADDR(&mask, 255, 0, 0, 0);
    netif_add(&loopback, &address, &mask, &address, NULL, init_loopback, tcpip_input);
    IP_ADDR6_HOST(loopback.ip6_addr, 0, 0, 0, 1);
    loopback.ip6_addr_state[0] = IP6_ADDR_VALID;
    netif_set_link_up(&loopback);
    netif_set_up(&loopback);
    post(is_there);
}

static void start_stack(void) {
    sem_t is_there;
    sem_init(&is_there, 0, 0);
    /* There is no srand, so that each process has the same first port. One of 65535 would not do: tcp_new_port of
     * core/tcp.c goes on from there with 0, and calls that a failure. */
    tcpip_init(add_loopback, &is_there);
    sem_wait(&is_there);
}

/* The conversation */

static FILE *answers;

#define VERSION LWIP_VERSION_MAJOR, LWIP_VERSION_MINOR, LWIP_VERSION_REVISION

static const char capabilities[] =
    "\"ipv4\":true,\"ipv6\":true,\"dual_stack\":true,\"default_v6only\":true,\"raw_sockets\":true,\"messages\":true,"
    "\"foreign_addresses\":true,\"ports_to_hold\":true,\"unix_stream\":{\"platform\":\"no AF_UNIX\"},"
    "\"unix_dgram\":{\"platform\":\"no AF_UNIX\"},\"unix_seqpacket\":{\"platform\":\"no AF_UNIX\"},"
    "\"waitall\":{\"platform\":\"MSG_WAITALL is not implemented\"}";

static void say_hello(void) {
    struct utsname host;
    const char *before = "[";
    uname(&host);
    fprintf(answers, "\"hello\":{\"protocol\":1,\"platform\":\"unix+lwip\",\"release\":\"%d.%d.%d\",\"confines\":true,"
            "\"host\":{\"temporary\":\"/tmp\"},\"made_on\":{\"system\":\"lwIP %d.%d.%d\",\"architecture\":\"%s\","
            "\"libc\":\"glibc %s\"},\"capabilities\":{%s,\"sixty_four_bits\":%s,\"little_endian\":%s},"
            "\"constants\":", VERSION, VERSION, host.machine, gnu_get_libc_version(), capabilities,
            sizeof(long) == 8 ? "true" : "false", BYTE_ORDER == LITTLE_ENDIAN ? "true" : "false");
    for (const struct name *flag = message_flags; flag->name != NULL; flag++, before = ",")
        fprintf(answers, "%s\"%s\"", before, flag->name);
    for (const struct option *option = options; option->name != NULL; option++)
        fprintf(answers, ",\"%s\"", option->name);
    fputs("],\"operations\":", answers);
    before = "[";
    for (const struct operation *operation = operations; operation->name != NULL; operation++, before = ",")
        fprintf(answers, "%s\"%s\"", before, operation->name);
    fputs("]}", answers);
}

/* Has a call made, and says how it ended. */
static void say_call(json step) {
    struct call *call = begin(step);
    const char *how = is_over(call, call->until) ? call->how : "timed_out";
    fprintf(answers, "\"%s\":", how);
    if (strcmp(how, "returned") == 0)
        fprintf(answers, "{%s}", call->said);
    else if (strcmp(how, "timed_out") == 0)
        fputs("true", answers);
    else
        put_bytes(answers, call->why, strlen(call->why));
}

static void answer(json request) {
    json begins = entry(request, "begin"), call = entry(request, "call"), id = entry(request, "id");
    bool ends = entry(request, "end") != NULL;
    if (id == NULL || *behind(request) != '\0')
        give_up("a request is no JSON with an `id`");
    fprintf(answers, "{\"id\":%lld,", strtoll(id, NULL, 10));
    if (begins != NULL)
        deadline_ms = entry(begins, "deadline_ms") ? strtoll(entry(begins, "deadline_ms"), NULL, 10) : deadline_ms;
    if (entry(request, "hello"))
        say_hello();
    else if (call != NULL)
        say_call(call);
    else
        fputs(begins ? "\"begun\":true" : ends ? "\"ended\":true" : "\"error\":\"this is no request\"", answers);
    fputs("}\n", answers);
    fflush(answers);
    if (ends)
        _exit(0);
}

int main(void) {
    char *line;
    size_t size;
    /* The stack says on standard output which of its assertions failed. */
    answers = fdopen(dup(STDOUT_FILENO), "w");
    dup2(STDERR_FILENO, STDOUT_FILENO);
    start_stack();
    /* Calls that go on read their arguments from the line that they came in. */
    while (line = NULL, size = 0, getline(&line, &size, stdin) >= 0)
        answer(blanks(line));
    _exit(0);
}
