/* A driver over lwIP, an embedded stack with a sockets API: README.md beside it says what a driver is.
 *
 *     cc -o lwip harness/drivers/lwip.c $(pkg-config --cflags --libs lwip) -pthread
 *     sockshape run --driver ./lwip
 *
 * It is for the library of Debian, liblwip-dev. Three things keep it short, and its answers those of the stack:
 *
 * - A process has one trial, and ends with it. So no trial finds a socket, a port or a connection of another, and
 *   nothing has to be freed.
 * - A call has a thread of its own, which `ended` ends wherever it is found out how the call went. A thread that is
 *   still blocked at the deadline is left behind.
 * - The stack has one interface, its own loopback, so it can reach nothing else.
 *
 * What a program cannot name with lwip/sockets.h of the stack itself is lacking, also where the library of Debian,
 * which is built with the headers of the system, would have a number for it. */
#define _GNU_SOURCE
#include "lwip/sockets.h"

#include "lwip/if_api.h"
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

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What is no answer of the stack, but a fault of this driver or of whoever asks it. */
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

/* JSON that comes in: a value with its key, its parts and what follows it. Strings are read in place. */

enum kind { NOTHING, BOOLEAN, NUMBER, TEXT, LIST, OBJECT };

struct json {
    enum kind kind;
    long long number;
    char *text;
    size_t length;
    const char *key;
    struct json *parts, *next;
};

#define DEEPEST 64

static const char *at;

static void skip_blanks(void) {
    at += strspn(at, " \t\r\n");
}

static bool skip(char expected) {
    skip_blanks();
    if (*at != expected)
        return false;
    at++;
    return true;
}

static unsigned read_hex(void) {
    char digits[5] = "";
    strncpy(digits, at, 4);
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        give_up("a request has a `\\u` without four digits");
    at += 4;
    return strtoul(digits, NULL, 16);
}

static char *put_utf8(char *to, unsigned code) {
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = more == 0 ? code : (0xf00 >> more & 0xff) | code >> 6 * more;
    while (more-- > 0)
        *to++ = 0x80 | (code >> 6 * more & 0x3f);
    return to;
}

static char *read_escape(char *to) {
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    char letter = *at++;
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (letter != 'u') {
        *to = found ? meant[found - letters] : letter;
        return to + 1;
    }
    unsigned code = read_hex();
    if (code >= 0xd800 && code < 0xdc00 && strncmp(at, "\\u", 2) == 0) {
        at += 2;
        code = 0x10000 + ((code - 0xd800) << 10) + (read_hex() & 0x3ff);
    }
    return put_utf8(to, code);
}

/* What is read is never longer than how it is written, so there is room for it in its place. */
static void read_text(char **text, size_t *length) {
    if (!skip('"'))
        give_up("a request has no string where one should be");
    char *to = *text = (char *)at;
    while (*at != '"') {
        if (*at == '\0')
            give_up("a string of a request does not end");
        if (*at != '\\')
            *to++ = *at++;
        else if (*++at != '\0')
            to = read_escape(to);
    }
    at++;
    *to = '\0';
    *length = to - *text;
}

static bool read_word(struct json *value, const char *word, enum kind kind, bool is) {
    if (strncmp(at, word, strlen(word)) != 0)
        return false;
    at += strlen(word);
    value->kind = kind;
    value->number = is;
    return true;
}

static void read_number(struct json *value) {
    char *end;
    value->kind = NUMBER;
    value->number = strtoll(at, &end, 10);
    if (end == at || strchr(".eE", *end ? *end : ' '))
        give_up("a request has what is no JSON, or a number that is not whole");
    at = end;
}

static struct json *read_value(int depth);

static void read_parts(struct json *value, char end, int depth) {
    struct json **last = &value->parts;
    size_t length;
    if (skip(end))
        return;
    do {
        char *key = NULL;
        if (value->kind == OBJECT) {
            read_text(&key, &length);
            if (!skip(':'))
                give_up("a request has a key without a value");
        }
        *last = read_value(depth + 1);
        (*last)->key = key;
        last = &(*last)->next;
    } while (skip(','));
    if (!skip(end))
        give_up("a list or an object of a request does not end");
}

static struct json *read_value(int depth) {
    struct json *value = room(sizeof *value);
    if (depth > DEEPEST)
        give_up("a request is nested too deep");
    skip_blanks();
    if (*at == '"') {
        value->kind = TEXT;
        read_text(&value->text, &value->length);
    } else if (*at == '{' || *at == '[') {
        value->kind = *at++ == '{' ? OBJECT : LIST;
        read_parts(value, value->kind == OBJECT ? '}' : ']', depth);
    } else if (!read_word(value, "null", NOTHING, false) && !read_word(value, "true", BOOLEAN, true) &&
               !read_word(value, "false", BOOLEAN, false)) {
        read_number(value);
    }
    return value;
}

/* An entry of an object, or NULL. */
static const struct json *entry(const struct json *object, const char *key) {
    const struct json *part = object && object->kind == OBJECT ? object->parts : NULL;
    while (part != NULL && strcmp(part->key, key) != 0)
        part = part->next;
    return part;
}

static bool is_null(const struct json *value) {
    return value != NULL && value->kind == NOTHING;
}

/* JSON that goes out */

static void put_hex(FILE *out, const unsigned char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%02x", bytes[i]);
}

/* How many bytes the character of UTF-8 has that begins here; 0 if it is none. */
static size_t character(const unsigned char *bytes, size_t length) {
    size_t size = *bytes < 0x80 ? 1 : *bytes < 0xc2 ? 0 : *bytes < 0xe0 ? 2 : *bytes < 0xf0 ? 3 : *bytes < 0xf5 ? 4 : 0;
    if (size > length)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    unsigned second = size > 2 ? bytes[1] : 0;
    bool is_long = (*bytes == 0xe0 && second < 0xa0) || (*bytes == 0xf0 && second < 0x90);
    bool is_none = (*bytes == 0xed && second > 0x9f) || (*bytes == 0xf4 && second > 0x8f);
    return is_long || is_none ? 0 : size;
}

/* Bytes as text if they are UTF-8, and in hex otherwise. */
static void put_bytes(FILE *out, const void *data, size_t length) {
    const unsigned char *bytes = data;
    size_t i = 0, size;
    while (i < length && (size = character(bytes + i, length - i)) > 0)
        i += size;
    if (i < length) {
        fputs("{\"hex\":\"", out);
        put_hex(out, bytes, length);
        fputs("\"}", out);
        return;
    }
    fputc('"', out);
    for (i = 0; i < length; i++)
        if (bytes[i] < 0x20)
            fprintf(out, "\\u%04x", bytes[i]);
        else
            fprintf(out, strchr("\"\\", bytes[i]) ? "\\%c" : "%c", bytes[i]);
    fputc('"', out);
}

/* Calls, each with a thread of its own */

struct call {
    const struct json *step, *arguments;
    const char *how;  /* how it ended */
    char *said;       /* what it returned, as JSON without the brackets */
    char why[200];    /* or why it returned nothing, as text */
    size_t said_length;
    FILE *out;
    long long until;  /* the deadline, in nanoseconds */
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
    snprintf(place, 20, "error %d", error);
    const char *name = strerrorname_np(error);
    return name ? name : place;
}

static _Noreturn void failed(struct call *call, int error) {
    char place[20];
    ended(call, "failed", "%s", name_of_error(error, place));
}

/* Passes on what a call of the stack returned, unless it failed. */
static ssize_t checked(struct call *call, ssize_t returned) {
    if (returned < 0)
        failed(call, errno);
    return returned;
}

/* Begins another value of what the call returns. */
static FILE *put(struct call *call, const char *name) {
    fprintf(call->out, "%s\"%s\":", ftell(call->out) > 0 ? "," : "", name);
    return call->out;
}

/* Arguments */

static const struct json *given(struct call *call, const char *name) {
    return entry(call->arguments, name);
}

static const struct json *needed(struct call *call, const struct json *value, const char *what) {
    if (value == NULL)
        ended(call, "error", "the call has no %s", what);
    return value;
}

static const char *text_of(struct call *call, const struct json *value, const char *what) {
    if (needed(call, value, what)->kind != TEXT)
        ended(call, "error", "its %s is no text", what);
    return value->text;
}

static long long count(struct call *call, const struct json *value, long long otherwise) {
    if (value == NULL)
        return otherwise;
    if (value->kind != NUMBER && value->kind != BOOLEAN)
        ended(call, "error", "what should be a number is none");
    return value->number;
}

#define NAMED(name) {#name, name}

struct name {
    const char *name;
    int number;
};

static const struct name families[] = {NAMED(AF_UNSPEC), NAMED(AF_UNIX), NAMED(AF_INET), NAMED(AF_INET6)};
static const struct name types[] = {NAMED(SOCK_STREAM), NAMED(SOCK_DGRAM), NAMED(SOCK_SEQPACKET), NAMED(SOCK_RAW)};
static const struct name protocols[] = {NAMED(IPPROTO_ICMP), NAMED(IPPROTO_TCP), NAMED(IPPROTO_UDP),
                                        NAMED(IPPROTO_ICMPV6)};
static const struct name flags_of_messages[] = {NAMED(MSG_OOB),       NAMED(MSG_PEEK),     NAMED(MSG_TRUNC),
                                                NAMED(MSG_CTRUNC),    NAMED(MSG_DONTWAIT), NAMED(MSG_WAITALL),
                                                NAMED(MSG_NOSIGNAL),  NAMED(MSG_MORE)};
static const struct name events_of_poll[] = {NAMED(POLLIN), NAMED(POLLPRI), NAMED(POLLOUT),
                                             NAMED(POLLERR), NAMED(POLLHUP), NAMED(POLLNVAL)};
static const struct name directions[] = {NAMED(SHUT_RD), NAMED(SHUT_WR), NAMED(SHUT_RDWR)};
static const struct name levels[] = {NAMED(SOL_SOCKET), NAMED(IPPROTO_IP), NAMED(IPPROTO_IPV6), NAMED(IPPROTO_TCP),
                                     NAMED(IPPROTO_UDP)};

#define NUMBER_OF(call, table, value, otherwise) number_of(call, table, COUNT(table), value, otherwise)

/* The number of a constant, which may be given as a number. */
static int number_of(struct call *call, const struct name *table, size_t size, const struct json *value,
                     int otherwise) {
    if (value == NULL || value->kind != TEXT)
        return count(call, value, otherwise);
    for (size_t i = 0; i < size; i++)
        if (strcmp(table[i].name, value->text) == 0)
            return table[i].number;
    ended(call, "lacks", "%s", value->text);
}

#define COMBINED(call, table, list) combined(call, table, COUNT(table), list)

static int combined(struct call *call, const struct name *table, size_t size, const struct json *list) {
    int flags = 0;
    for (const struct json *flag = list ? list->parts : NULL; flag != NULL; flag = flag->next)
        flags |= number_of(call, table, size, flag, 0);
    return flags;
}

#define PUT_WORD(out, table, number) put_word(out, table, COUNT(table), number)

static void put_word(FILE *out, const struct name *table, size_t size, int number) {
    for (size_t i = 0; i < size; i++)
        if (table[i].number == number) {
            fprintf(out, "\"%s\"", table[i].name);
            return;
        }
    fprintf(out, "\"%d\"", number);
}

#define PUT_FLAGS(out, table, flags) put_flags(out, table, COUNT(table), flags)

static void put_flags(FILE *out, const struct name *table, size_t size, int flags) {
    const char *separator = "";
    fputc('"', out);
    for (size_t i = 0; i < size; i++)
        if (flags & table[i].number) {
            fprintf(out, "%s%s", separator, table[i].name);
            flags &= ~table[i].number;
            separator = "|";
        }
    if (flags != 0)
        fprintf(out, "%s%d", separator, flags);
    else if (*separator == '\0')
        fputs("none", out);
    fputc('"', out);
}

struct bytes {
    unsigned char *start;
    size_t length;
};

static struct bytes bytes_of_hex(struct call *call, const struct json *hex) {
    const char *text = text_of(call, hex, "`hex`");
    struct bytes bytes = {room(hex->length / 2), hex->length / 2};
    for (size_t i = 0; i < bytes.length; i++)
        if (sscanf(text + 2 * i, "%2hhx", bytes.start + i) != 1)
            ended(call, "error", "a byte has no digits of hex");
    return bytes;
}

static struct bytes bytes_of_repeated(struct call *call, const struct json *piece, size_t times) {
    text_of(call, piece, "`repeat`");
    struct bytes bytes = {room(piece->length * times), piece->length * times};
    for (size_t i = 0; i < times; i++)
        memcpy(bytes.start + i * piece->length, piece->text, piece->length);
    return bytes;
}

static struct bytes bytes_of(struct call *call, const struct json *data) {
    if (needed(call, data, "data")->kind == TEXT)
        return (struct bytes){(unsigned char *)data->text, data->length};
    const struct json *hex = entry(data, "hex");
    return hex ? bytes_of_hex(call, hex)
               : bytes_of_repeated(call, entry(data, "repeat"), count(call, entry(data, "times"), 1));
}

/* A time such as `100 ms` in microseconds; `none` if there is none. */
static long long microseconds(struct call *call, const struct json *time, long long none) {
    char *unit;
    if (time == NULL || time->kind != TEXT)
        return count(call, time, none);
    if (strcmp(time->text, "none") == 0)
        return none;
    long long number = strtoll(time->text, &unit, 10);
    return strcmp(unit, " s") == 0 ? 1000000 * number : strcmp(unit, " ms") == 0 ? 1000 * number
         : strcmp(unit, " us") == 0 ? number : number / 1000;
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

/* Sockets and started calls by their names */

struct thing {
    const char *name;
    int descriptor;         /* of a socket; -1 once it is closed */
    struct call *started;   /* or a call */
    long long waited;
    struct thing *next;
};

static struct thing *things;
static pthread_mutex_t things_lock = PTHREAD_MUTEX_INITIALIZER;

static void add(const char *name, int descriptor, struct call *started) {
    struct thing *thing = room(sizeof *thing);
    pthread_mutex_lock(&things_lock);
    *thing = (struct thing){name, descriptor, started, -1, things};
    things = thing;
    pthread_mutex_unlock(&things_lock);
}

/* The thing that was given the name last. */
static struct thing *thing_of(struct call *call, const struct json *name, const char *what, bool is_call) {
    const char *text = text_of(call, name, what);
    pthread_mutex_lock(&things_lock);
    struct thing *thing = things;
    pthread_mutex_unlock(&things_lock);
    while (thing != NULL && (strcmp(thing->name, text) != 0 || (thing->started != NULL) != is_call))
        thing = thing->next;
    if (thing == NULL)
        ended(call, "not_run", "there is no %s `%s`", what, text);
    return thing;
}

static struct thing *socket_of(struct call *call) {
    return thing_of(call, given(call, "socket"), "socket", false);
}

static int descriptor_of(struct call *call) {
    return socket_of(call)->descriptor;
}

static const char *new_name(struct call *call) {
    return text_of(call, given(call, "as"), "`as`");
}

/* Addresses */

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    unsigned char bytes[1100];
};

static struct netif loopback;

/* The index of an interface that a case names by a word, and its name. */
static int index_of(const char *word) {
    return strcmp(word, "any") == 0 ? 0 : strcmp(word, "loopback") == 0 ? netif_get_index(&loopback) : 16777200;
}

static const char *name_of(const char *word) {
    static char name[IF_NAMESIZE];
    return strcmp(word, "any") == 0 ? "" : strcmp(word, "loopback") != 0 ? word
         : lwip_if_indextoname(netif_get_index(&loopback), name);
}

static void host_in(struct call *call, int family, const struct json *host, void *to) {
    if (lwip_inet_pton(family, text_of(call, host, "host"), to) != 1)
        ended(call, "lacks", "the host %.80s", host->text);
}

static socklen_t v4_in(struct call *call, const struct json *from, in_port_t port, union address *address) {
    address->v4.sin_port = port;
    host_in(call, AF_INET, entry(from, "host"), &address->v4.sin_addr);
    return sizeof address->v4;
}

static socklen_t v6_in(struct call *call, const struct json *from, in_port_t port, union address *address) {
    address->v6.sin6_port = port;
    address->v6.sin6_flowinfo = htonl(count(call, entry(from, "flowinfo"), 0));
    address->v6.sin6_scope_id = count(call, entry(from, "scope_id"), 0);
    host_in(call, AF_INET6, entry(from, "host"), &address->v6.sin6_addr);
    return sizeof address->v6;
}

static in_port_t port_in(struct call *call, const struct json *port) {
    const struct json *returned = entry(port, "returned_port");
    return htons(count(call, returned ? returned : port, 0));
}

/* A name of another family. The stack looks at no more of it than the family. */
static socklen_t other_in(struct call *call, const struct json *from, union address *address) {
    const struct json *path = entry(from, "path"), *bytes = entry(from, "bytes");
    struct bytes rest = path ? bytes_of(call, path) : bytes ? bytes_of_hex(call, bytes) : (struct bytes){NULL, 0};
    if (entry(from, "interface") || entry(from, "abstract") || rest.length > sizeof address->bytes - 2)
        ended(call, "lacks", "addresses of other families");
    if (rest.length > 0)
        memcpy(address->bytes + 2, rest.start, rest.length);
    return 2 + rest.length;
}

/* Fills in an address, and returns its length. */
static socklen_t address_in(struct call *call, const struct json *from, union address *address) {
    const struct json *returned = entry(needed(call, from, "address"), "returned");
    from = returned ? returned : from;
    bool is_unix = from->kind == TEXT || entry(from, "path") != NULL;
    memset(address, 0, sizeof *address);
    address->any.sa_family = NUMBER_OF(call, families, entry(from, "family"), is_unix ? AF_UNIX : AF_UNSPEC);
    in_port_t port = port_in(call, entry(from, "port"));
    socklen_t length = entry(from, "host") == NULL ? other_in(call, from, address)
                     : address->any.sa_family == AF_INET ? v4_in(call, from, port, address)
                                                         : v6_in(call, from, port, address);
    return returned ? length : count(call, entry(from, "length"), length);
}

/* The address that a call is given, in a place for it; NULL for a null pointer. */
static struct sockaddr *address_given(struct call *call, union address *address, socklen_t *length) {
    const struct json *from = given(call, "address");
    *length = 0;
    if (from != NULL && from->kind != NOTHING)
        *length = address_in(call, from, address);
    *length = count(call, given(call, "address_length"), *length);
    return from == NULL || from->kind == NOTHING ? NULL : &address->any;
}

/* A place for the name that a call returns, with what it was told of it. */
struct named {
    union address address;
    struct sockaddr *name;
    socklen_t length, *told;
    long long room;
};

#define UNTOUCHED 0xa5

static void prepare(struct call *call, struct named *named) {
    const struct json *offered = given(call, "name_room");
    memset(&named->address, UNTOUCHED, sizeof named->address);
    named->room = is_null(offered) ? 0 : count(call, offered, 128);
    named->length = named->room;
    named->name = is_null(given(call, "name")) ? NULL : &named->address.any;
    named->told = is_null(offered) ? NULL : &named->length;
}

/* How many bytes of the place are not as they were, up to the last of them. */
static size_t touched(const struct named *named) {
    size_t size = named->name ? sizeof named->address : 0;
    while (size > 0 && named->address.bytes[size - 1] == UNTOUCHED)
        size--;
    return size;
}

static void put_v4(FILE *out, const struct sockaddr_in *name) {
    char host[INET_ADDRSTRLEN];
    lwip_inet_ntop(AF_INET, &name->sin_addr, host, sizeof host);
    fprintf(out, "\"family\":\"AF_INET\",\"host\":\"%s\",\"port\":%d", host, ntohs(name->sin_port));
    if (memcmp(name->sin_zero, (char[8]){0}, 8) != 0) {
        fputs(",\"unused\":\"", out);
        put_hex(out, name->sin_zero, 8);
        fputc('"', out);
    }
}

static void put_v6(FILE *out, const struct sockaddr_in6 *name) {
    char host[INET6_ADDRSTRLEN];
    lwip_inet_ntop(AF_INET6, &name->sin6_addr, host, sizeof host);
    fprintf(out, "\"family\":\"AF_INET6\",\"host\":\"%s\",\"port\":%d,\"flowinfo\":%u,\"scope_id\":%u", host,
            ntohs(name->sin6_port), ntohl(name->sin6_flowinfo), name->sin6_scope_id);
}

static void put_other(FILE *out, const struct named *named, size_t written) {
    if (written >= 2) {
        fputs("\"family\":", out);
        PUT_WORD(out, families, named->address.any.sa_family);
        fputc(',', out);
    }
    size_t header = written < 2 ? 0 : 2;
    fputs("\"bytes\":\"", out);
    put_hex(out, named->address.bytes + header, written - header);
    fputc('"', out);
}

static void put_address(struct call *call, const char *key, const struct named *named) {
    FILE *out = put(call, key);
    size_t size = touched(named), room = named->room < 0 ? sizeof named->address : (size_t)named->room;
    size_t written = size == 0 ? 0 : named->length < room ? named->length : room;
    int family = written < 2 ? -1 : named->address.any.sa_family;
    fputc('{', out);
    if (family == AF_INET && written >= sizeof named->address.v4)
        put_v4(out, &named->address.v4);
    else if (family == AF_INET6 && written >= sizeof named->address.v6)
        put_v6(out, &named->address.v6);
    else if (written > 0)
        put_other(out, named, written);
    if (named->told)
        fprintf(out, "%s\"length\":%u", written > 0 ? "," : "", named->length);
    if (named->told && written < named->length)
        fprintf(out, ",\"written\":%zu", written);
    if (size > room)
        fprintf(out, ",\"beyond\":%zu", size - room);
    fputc('}', out);
}

/* Waiting */

/* What a call that may block was begun with. */
struct wait {
    struct thing *socket;
    long long begun;
    int limited;  /* the option that holds it to the deadline; 0 if it has a timeout of its own */
};

/* Begins a call that would wait for ever: the deadline is its timeout, SO_RCVTIMEO or SO_SNDTIMEO. */
static struct wait begin_wait(struct thing *socket, int option) {
    struct timeval limit = {0};
    socklen_t length = sizeof limit;
    struct wait wait = {socket, now(), 0};
    if (lwip_getsockopt(socket->descriptor, SOL_SOCKET, option, &limit, &length) == 0 && limit.tv_sec == 0 &&
        limit.tv_usec == 0) {
        limit = (struct timeval){deadline_ms / 1000, deadline_ms % 1000 * 1000};
        wait.limited = option;
        lwip_setsockopt(socket->descriptor, SOL_SOCKET, option, &limit, sizeof limit);
    }
    return wait;
}

/* Ends it, and passes on what it returned, unless it failed or was ended by the deadline. */
static ssize_t end_wait(struct call *call, struct wait wait, ssize_t returned) {
    int error = errno;
    struct timeval none = {0};
    wait.socket->waited = now() - wait.begun;
    if (wait.limited)
        lwip_setsockopt(wait.socket->descriptor, SOL_SOCKET, wait.limited, &none, sizeof none);
    if (returned < 0 && error == EAGAIN && wait.limited && wait.socket->waited >= 1000000 * deadline_ms)
        over(call, "timed_out");
    errno = error;
    return checked(call, returned);
}

/* The operations: each reads its arguments and puts what it returns */

static void do_socket(struct call *call) {
    int family = NUMBER_OF(call, families, given(call, "family"), AF_INET);
    int type = NUMBER_OF(call, types, given(call, "type"), SOCK_STREAM);
    int protocol = NUMBER_OF(call, protocols, given(call, "protocol"), 0);
    if (given(call, "flags"))
        ended(call, "lacks", "flags in the type of a socket");
    add(new_name(call), checked(call, lwip_socket(family, type, protocol)), NULL);
}

static void do_close(struct call *call) {
    struct thing *socket = socket_of(call);
    int descriptor = socket->descriptor;
    socket->descriptor = -1;
    checked(call, lwip_close(descriptor));
}

static void do_shutdown(struct call *call) {
    checked(call, lwip_shutdown(descriptor_of(call), NUMBER_OF(call, directions, given(call, "how"), 0)));
}

/* The stack would follow a null pointer. */
static struct sockaddr *no_null(struct call *call, struct sockaddr *name) {
    if (name == NULL)
        ended(call, "lacks", "a look at a null pointer before it is followed");
    return name;
}

static void do_bind(struct call *call) {
    union address address;
    socklen_t length;
    struct sockaddr *name = no_null(call, address_given(call, &address, &length));
    checked(call, lwip_bind(descriptor_of(call), name, length));
}

static void do_listen(struct call *call) {
    checked(call, lwip_listen(descriptor_of(call), count(call, given(call, "backlog"), 128)));
}

static void do_connect(struct call *call) {
    union address address;
    socklen_t length;
    struct sockaddr *name = no_null(call, address_given(call, &address, &length));
    struct thing *socket = socket_of(call);
    end_wait(call, (struct wait){socket, now(), 0}, lwip_connect(socket->descriptor, name, length));
}

static void do_disconnect(struct call *call) {
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    checked(call, lwip_connect(descriptor_of(call), &none, sizeof none));
}

static void do_accept(struct call *call) {
    struct thing *socket = socket_of(call);
    struct named named;
    if (given(call, "flags"))
        ended(call, "lacks", "accept4");
    prepare(call, &named);
    struct wait wait = begin_wait(socket, SO_RCVTIMEO);
    add(new_name(call), end_wait(call, wait, lwip_accept(socket->descriptor, named.name, named.told)), NULL);
    put_address(call, "address", &named);
}

static void put_name(struct call *call, int ask(int, struct sockaddr *, socklen_t *)) {
    struct named named;
    prepare(call, &named);
    if (named.told == NULL)
        no_null(call, NULL);
    checked(call, ask(descriptor_of(call), no_null(call, named.name), named.told));
    put_address(call, "address", &named);
}

static void do_getsockname(struct call *call) {
    put_name(call, lwip_getsockname);
}

static void do_getpeername(struct call *call) {
    put_name(call, lwip_getpeername);
}

/* There is no SO_DOMAIN. */
static void do_family(struct call *call) {
    union address address;
    socklen_t length = sizeof address;
    checked(call, lwip_getsockname(descriptor_of(call), &address.any, &length));
    PUT_WORD(put(call, "family"), families, address.any.sa_family);
}

static void do_fileno(struct call *call) {
    fprintf(put(call, "descriptor"), "%d", descriptor_of(call));
}

/* The port is one that the stack gives nobody unasked: TCP_LOCAL_PORT_RANGE_START of core/tcp.c is 0xc000. */
static void do_hold_port(struct call *call) {
    static int port = 20000;
    int other = NUMBER_OF(call, types, given(call, "type"), SOCK_STREAM) == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM;
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port++), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int holder = checked(call, lwip_socket(AF_INET, other, 0));
    checked(call, lwip_bind(holder, (struct sockaddr *)&name, sizeof name));
    add(new_name(call), holder, NULL);
    FILE *out = put(call, "address");
    fputc('{', out);
    put_v4(out, &name);
    fprintf(out, ",\"length\":%zu}", sizeof name);
}

static void put_sent(struct call *call, size_t sent, size_t asked) {
    fprintf(put(call, "sent"), sent == asked ? "%zu" : "{\"part\":%zu}", sent);
}

static void do_send(struct call *call) {
    struct thing *socket = socket_of(call);
    struct bytes data = bytes_of(call, given(call, "data"));
    int flags = COMBINED(call, flags_of_messages, given(call, "flags"));
    union address address;
    socklen_t length;
    struct sockaddr *name = address_given(call, &address, &length);
    struct wait wait = begin_wait(socket, SO_SNDTIMEO);
    ssize_t sent = given(call, "address")
        ? lwip_sendto(socket->descriptor, data.start, data.length, flags, name, length)
        : lwip_send(socket->descriptor, data.start, data.length, flags);
    put_sent(call, end_wait(call, wait, sent), data.length);
}

static void do_sendall(struct call *call) {
    struct thing *socket = socket_of(call);
    struct bytes data = bytes_of(call, given(call, "data"));
    int flags = COMBINED(call, flags_of_messages, given(call, "flags"));
    size_t sent = 0;
    do {
        struct wait wait = begin_wait(socket, SO_SNDTIMEO);
        sent += end_wait(call, wait, lwip_send(socket->descriptor, data.start + sent, data.length - sent, flags));
    } while (sent < data.length);
}

/* The buffers of a message that is sent, and all their bytes. */
static size_t buffers_in(struct call *call, const struct json *data, struct msghdr *message) {
    struct iovec buffers[64];
    size_t number = 0, total = 0;
    const struct json *part = needed(call, data, "data")->kind == LIST ? data->parts : data;
    for (; part != NULL; part = data->kind == LIST ? part->next : NULL) {
        struct bytes bytes = bytes_of(call, part);
        if (number == COUNT(buffers))
            ended(call, "lacks", "more than 64 buffers");
        buffers[number++] = (struct iovec){bytes.start, bytes.length};
        total += bytes.length;
    }
    message->msg_iovlen = number;
    message->msg_iov = memcpy(room(sizeof buffers), buffers, sizeof buffers);
    return total;
}

static void do_sendmsg(struct call *call) {
    struct thing *socket = socket_of(call);
    struct msghdr message = {0};
    union address address;
    if (given(call, "ancillary"))
        ended(call, "lacks", "a look at ancillary data that is sent");
    size_t asked = buffers_in(call, given(call, "data"), &message);
    int flags = COMBINED(call, flags_of_messages, given(call, "flags"));
    message.msg_name = address_given(call, &address, &message.msg_namelen);
    struct wait wait = begin_wait(socket, SO_SNDTIMEO);
    put_sent(call, end_wait(call, wait, lwip_sendmsg(socket->descriptor, &message, flags)), asked);
}

/* Receives into a buffer, with the sender's name if there is a place for it. */
static size_t receive(struct call *call, struct bytes buffer, struct named *named) {
    struct thing *socket = socket_of(call);
    int flags = COMBINED(call, flags_of_messages, given(call, "flags"));
    if (named)
        prepare(call, named);
    struct wait wait = begin_wait(socket, SO_RCVTIMEO);
    ssize_t received = named
        ? lwip_recvfrom(socket->descriptor, buffer.start, buffer.length, flags, named->name, named->told)
        : lwip_recv(socket->descriptor, buffer.start, buffer.length, flags);
    return end_wait(call, wait, received);
}

static struct bytes new_buffer(struct call *call) {
    size_t size = count(call, given(call, "size"), 1024);
    return (struct bytes){room(size), size};
}

static void do_recv(struct call *call) {
    struct bytes buffer = new_buffer(call);
    size_t received = receive(call, buffer, NULL);
    put_bytes(put(call, "data"), buffer.start, received);
}

static void do_recvfrom(struct call *call) {
    struct bytes buffer = new_buffer(call);
    struct named named;
    size_t received = receive(call, buffer, &named);
    put_bytes(put(call, "data"), buffer.start, received);
    put_address(call, "address", &named);
}

/* Receives into a part of a buffer that a case filled. */
static void receive_into(struct call *call, struct named *named) {
    const struct json *into = needed(call, given(call, "into"), "buffer"), *content = entry(into, "buffer");
    struct bytes whole = bytes_of(call, content ? content : into);
    size_t offset = content ? count(call, entry(into, "offset"), 0) : 0;
    if (offset > whole.length)
        ended(call, "error", "the buffer ends before the offset");
    struct bytes part = {whole.start + offset, whole.length - offset};
    size_t size = content ? count(call, entry(into, "size"), 0) : 0;
    part.length = size > 0 && size < part.length ? size : part.length;
    fprintf(put(call, "received"), "%zu", receive(call, part, named));
    put_bytes(put(call, "buffer"), whole.start, whole.length);
}

static void do_recv_into(struct call *call) {
    receive_into(call, NULL);
}

static void do_recvfrom_into(struct call *call) {
    struct named named;
    receive_into(call, &named);
    put_address(call, "address", &named);
}

/* One piece of memory, as the buffers of a message that is received. */
static struct bytes buffers_for(struct call *call, struct msghdr *message) {
    const struct json *sizes = given(call, "sizes"), *size = sizes ? sizes->parts : NULL;
    struct iovec *buffer = message->msg_iov = room(64 * sizeof *buffer);
    size_t total = 0;
    for (; size != NULL && buffer < message->msg_iov + 64; size = size->next) {
        buffer->iov_len = count(call, size, 0);
        total += buffer++->iov_len;
    }
    if (sizes == NULL)
        total = buffer++->iov_len = 1024;
    message->msg_iovlen = buffer - message->msg_iov;
    struct bytes all = {room(total), total};
    for (unsigned char *start = all.start; buffer-- > message->msg_iov;)
        buffer->iov_base = start + (total -= buffer->iov_len);
    return all;
}

static void do_recvmsg(struct call *call) {
    struct thing *socket = socket_of(call);
    struct named named;
    struct msghdr message = {0};
    struct bytes data = buffers_for(call, &message);
    size_t control = count(call, given(call, "room"), 256);
    prepare(call, &named);
    message.msg_name = named.name;
    message.msg_namelen = named.length;
    message.msg_controllen = control ? CMSG_LEN(control) : 0;
    message.msg_control = control ? room(message.msg_controllen) : NULL;
    int flags = COMBINED(call, flags_of_messages, given(call, "flags"));
    struct wait wait = begin_wait(socket, SO_RCVTIMEO);
    size_t received = end_wait(call, wait, lwip_recvmsg(socket->descriptor, &message, flags));
    named.length = message.msg_namelen;
    put_bytes(put(call, "data"), data.start, received < data.length ? received : data.length);
    put_address(call, "address", &named);
    PUT_FLAGS(put(call, "flags"), flags_of_messages, message.msg_flags);
    /* Without LWIP_NETBUF_RECVINFO it has nothing to say. */
    fputs("[]", put(call, "ancillary"));
}

/* Options */

enum value { FLAG, OCTET_FLAG, INTEGER, OCTET, LINGER, TIME, KIND, IN_ADDR, GROUP4, GROUP6, DEVICE };

struct option {
    const char *name;
    int level, number;
    enum value value;
};

#define OPTION(level, name, value) {#name, level, name, value}

static const struct option options[] = {
    OPTION(SOL_SOCKET, SO_REUSEADDR, FLAG),
    OPTION(SOL_SOCKET, SO_BROADCAST, FLAG),
    OPTION(SOL_SOCKET, SO_KEEPALIVE, FLAG),
    OPTION(SOL_SOCKET, SO_OOBINLINE, FLAG),
    OPTION(SOL_SOCKET, SO_REUSEPORT, FLAG),
    OPTION(SOL_SOCKET, SO_ACCEPTCONN, FLAG),
    OPTION(SOL_SOCKET, SO_LINGER, LINGER),
    OPTION(SOL_SOCKET, SO_SNDBUF, INTEGER),
    OPTION(SOL_SOCKET, SO_RCVBUF, INTEGER),
    OPTION(SOL_SOCKET, SO_SNDLOWAT, INTEGER),
    OPTION(SOL_SOCKET, SO_RCVLOWAT, INTEGER),
    OPTION(SOL_SOCKET, SO_SNDTIMEO, TIME),
    OPTION(SOL_SOCKET, SO_RCVTIMEO, TIME),
    OPTION(SOL_SOCKET, SO_ERROR, INTEGER),
    OPTION(SOL_SOCKET, SO_TYPE, KIND),
    OPTION(SOL_SOCKET, SO_BINDTODEVICE, DEVICE),
    OPTION(IPPROTO_IP, IP_TOS, INTEGER),
    OPTION(IPPROTO_IP, IP_TTL, INTEGER),
    OPTION(IPPROTO_IP, IP_PKTINFO, FLAG),
    OPTION(IPPROTO_IP, IP_MULTICAST_TTL, OCTET),
    OPTION(IPPROTO_IP, IP_MULTICAST_LOOP, OCTET_FLAG),
    OPTION(IPPROTO_IP, IP_MULTICAST_IF, IN_ADDR),
    OPTION(IPPROTO_IP, IP_ADD_MEMBERSHIP, GROUP4),
    OPTION(IPPROTO_IP, IP_DROP_MEMBERSHIP, GROUP4),
    OPTION(IPPROTO_IPV6, IPV6_V6ONLY, FLAG),
    OPTION(IPPROTO_IPV6, IPV6_JOIN_GROUP, GROUP6),
    OPTION(IPPROTO_IPV6, IPV6_LEAVE_GROUP, GROUP6),
    OPTION(IPPROTO_TCP, TCP_NODELAY, FLAG),
    OPTION(IPPROTO_TCP, TCP_KEEPIDLE, INTEGER),
    OPTION(IPPROTO_TCP, TCP_KEEPINTVL, INTEGER),
    OPTION(IPPROTO_TCP, TCP_KEEPCNT, INTEGER),
};

static const struct option *option_of(struct call *call) {
    const char *name = text_of(call, given(call, "option"), "option");
    for (size_t i = 0; i < COUNT(options); i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    ended(call, "lacks", "%s", name);
}

union value_of_option {
    int number;
    unsigned char octet;
    struct linger linger;
    struct timeval time;
    struct in_addr address;
    struct ip_mreq group4;
    struct ipv6_mreq group6;
    struct ifreq device;
};

static void host_of(struct call *call, int family, const struct json *object, const char *key, void *to) {
    const struct json *host = needed(call, entry(object, key), key);
    if (family == AF_INET && host->kind == TEXT && strchr(host->text, '.') == NULL)
        ended(call, "lacks", "an interface of a membership but by its address");
    host_in(call, family, host, to);
}

static const socklen_t sizes[] = {
    [FLAG] = sizeof(int),
    [OCTET_FLAG] = sizeof(char),
    [INTEGER] = sizeof(int),
    [OCTET] = sizeof(char),
    [LINGER] = sizeof(struct linger),
    [TIME] = sizeof(struct timeval),
    [KIND] = sizeof(int),
    [IN_ADDR] = sizeof(struct in_addr),
    [GROUP4] = sizeof(struct ip_mreq),
    [GROUP6] = sizeof(struct ipv6_mreq),
    [DEVICE] = sizeof(struct ifreq),
};

static void value_in(struct call *call, enum value kind, const struct json *from, union value_of_option *value) {
    long long time;
    switch (kind) {
    case FLAG:
    case INTEGER:
    case KIND:
        value->number = NUMBER_OF(call, types, from, 0);
        break;
    case OCTET:
    case OCTET_FLAG:
        value->octet = count(call, from, 0);
        break;
    case LINGER:
        value->linger = (struct linger){from->kind == NUMBER, count(call, from, 0)};
        break;
    case TIME:
        time = microseconds(call, from, 0);
        value->time = (struct timeval){time / 1000000, time % 1000000};
        break;
    case IN_ADDR:
        host_in(call, AF_INET, from, &value->address);
        break;
    case GROUP4:
        host_of(call, AF_INET, from, "group", &value->group4.imr_multiaddr);
        host_of(call, AF_INET, from, "interface", &value->group4.imr_interface);
        break;
    case GROUP6:
        host_of(call, AF_INET6, from, "group", &value->group6.ipv6mr_multiaddr);
        value->group6.ipv6mr_interface = index_of(text_of(call, entry(from, "interface"), "interface"));
        break;
    case DEVICE:
        strcpy(value->device.ifr_name, name_of(text_of(call, from, "interface")));
        break;
    }
}

static void put_value(FILE *out, enum value kind, const union value_of_option *value) {
    char host[INET_ADDRSTRLEN];
    switch (kind) {
    case FLAG:
        fputs(value->number ? "true" : "false", out);
        return;
    case OCTET_FLAG:
        fputs(value->octet ? "true" : "false", out);
        return;
    case LINGER:
        fprintf(out, value->linger.l_onoff ? "%d" : "false", value->linger.l_linger);
        return;
    case TIME:
        put_time(out, value->time);
        return;
    case KIND:
        PUT_WORD(out, types, value->number);
        return;
    case IN_ADDR:
        fprintf(out, "\"%s\"", lwip_inet_ntop(AF_INET, &value->address, host, sizeof host));
        return;
    default:
        fprintf(out, "%d", value->number);
    }
}

static void do_setsockopt(struct call *call) {
    const struct option *option = option_of(call);
    union value_of_option value = {0};
    value_in(call, option->value, needed(call, given(call, "value"), "value"), &value);
    checked(call, lwip_setsockopt(descriptor_of(call), option->level, option->number, &value, sizes[option->value]));
}

static void do_getsockopt(struct call *call) {
    const struct option *option = option_of(call);
    union value_of_option value = {0};
    socklen_t length = sizes[option->value];
    checked(call, lwip_getsockopt(descriptor_of(call), option->level, option->number, &value, &length));
    put_value(put(call, "value"), option->value, &value);
}

static void do_type(struct call *call) {
    int type;
    socklen_t length = sizeof type;
    checked(call, lwip_getsockopt(descriptor_of(call), SOL_SOCKET, SO_TYPE, &type, &length));
    PUT_WORD(put(call, "type"), types, type);
}

static void do_take_error(struct call *call) {
    int error;
    socklen_t length = sizeof error;
    checked(call, lwip_getsockopt(descriptor_of(call), SOL_SOCKET, SO_ERROR, &error, &length));
    char place[20];
    fprintf(put(call, "pending"), error ? "\"%s\"" : "null", name_of_error(error, place));
}

/* The level and the number of an option that may be given by numbers. */
static struct option place_of(struct call *call) {
    const struct json *option = needed(call, given(call, "option"), "option");
    if (option->kind == TEXT)
        return *option_of(call);
    return (struct option){"", NUMBER_OF(call, levels, entry(option, "level"), 0),
                           count(call, entry(option, "name"), 0), INTEGER};
}

/* The bytes of one number, of several, or of data. */
static struct bytes raw_value(struct call *call, const struct json *value) {
    if (value->kind != NUMBER && value->kind != LIST)
        return bytes_of(call, value);
    int numbers[64], size = 0;
    const struct json *number = value->kind == LIST ? value->parts : value;
    for (; number != NULL && size < 64; number = value->kind == LIST ? number->next : NULL)
        numbers[size++] = count(call, number, 0);
    struct bytes bytes = {room(sizeof numbers), size * sizeof *numbers};
    memcpy(bytes.start, numbers, bytes.length);
    return bytes;
}

#define MOST_OF_AN_OPTION 4096

static void do_setsockopt_bytes(struct call *call) {
    struct option option = place_of(call);
    const struct json *value = given(call, "value");
    struct bytes raw = value ? raw_value(call, value) : (struct bytes){NULL, 0};
    void *padded = value ? room(raw.length + MOST_OF_AN_OPTION) : NULL;
    if (padded != NULL)
        memcpy(padded, raw.start, raw.length);
    socklen_t length = count(call, given(call, "length"), raw.length);
    checked(call, lwip_setsockopt(descriptor_of(call), option.level, option.number, padded, length));
}

static void do_getsockopt_bytes(struct call *call) {
    struct option option = place_of(call);
    const struct json *without = given(call, "without");
    socklen_t length = count(call, given(call, "room"), 0), asked = length;
    unsigned char *value = room(MOST_OF_AN_OPTION);
    bool no_buffer = without && strcmp(text_of(call, without, "`without`"), "buffer") == 0;
    checked(call, lwip_getsockopt(descriptor_of(call), option.level, option.number, no_buffer ? NULL : value,
                                  without && !no_buffer ? NULL : &length));
    put_bytes(put(call, "value"), value, asked < length ? asked : length < MOST_OF_AN_OPTION ? length : 0);
    fprintf(put(call, "length"), "%d", length);
}

/* Readiness */

static void do_setblocking(struct call *call) {
    int on = !count(call, given(call, "blocking"), true);
    checked(call, lwip_ioctl(descriptor_of(call), FIONBIO, &on));
}

static void do_waited(struct call *call) {
    struct thing *socket = socket_of(call);
    if (socket->waited < 0)
        ended(call, "not_run", "no call has waited for `%s`", socket->name);
    fprintf(put(call, "time"), "{\"nanoseconds\":%lld}", socket->waited);
}

/* Polls sockets until the deadline at most; returns what the stack did. */
static int poll_sockets(struct call *call, struct pollfd *polled, nfds_t size, struct thing *first) {
    short events = COMBINED(call, events_of_poll, given(call, "events"));
    long long timeout = microseconds(call, given(call, "timeout"), -1), limit = timeout < 0 ? -1 : timeout / 1000;
    bool is_limited = limit < 0 || limit > deadline_ms;
    for (nfds_t i = 0; i < size; i++)
        polled[i].events = events;
    long long begun = now();
    int ready = lwip_poll(polled, size, is_limited ? deadline_ms : limit);
    if (first != NULL)
        first->waited = now() - begun;
    if (ready == 0 && is_limited)
        over(call, "timed_out");
    return checked(call, ready);
}

static void do_poll(struct call *call) {
    struct thing *socket = socket_of(call);
    struct pollfd polled = {.fd = socket->descriptor};
    poll_sockets(call, &polled, 1, socket);
    PUT_FLAGS(put(call, "events"), events_of_poll, polled.revents);
}

static void do_poll_several(struct call *call) {
    const struct json *names = needed(call, given(call, "sockets"), "sockets"), *name;
    struct pollfd polled[64];
    nfds_t size = 0;
    for (name = names->parts; name != NULL && size < COUNT(polled); name = name->next)
        polled[size++].fd = thing_of(call, name, "socket", false)->descriptor;
    struct thing *first = size ? thing_of(call, names->parts, "socket", false) : NULL;
    fprintf(put(call, "ready"), "%d", poll_sockets(call, polled, size, first));
    FILE *out = put(call, "sockets");
    size = 0;
    for (name = names->parts; name != NULL && size < COUNT(polled); name = name->next) {
        fprintf(out, "%s{\"socket\":\"%s\",\"events\":", size ? "," : "[", name->text);
        PUT_FLAGS(out, events_of_poll, polled[size++].revents);
        fputc('}', out);
    }
    fputs(size ? "]" : "[]", out);
}

/* Interfaces */

static void put_interface(struct call *call, const char *key, int index) {
    char name[IF_NAMESIZE] = "";
    lwip_if_indextoname(index, name);
    fprintf(put(call, key), "{\"interface\":{\"index\":%d,\"loopback\":%s,\"name\":\"%s\"}}", index,
            strncmp(name, "lo", 2) == 0 ? "true" : "false", name);
}

static const char *interface_given(struct call *call) {
    return text_of(call, given(call, "interface"), "interface");
}

static void do_if_nametoindex(struct call *call) {
    errno = 0;
    int index = lwip_if_nametoindex(name_of(interface_given(call)));
    if (index == 0)
        failed(call, errno);
    put_interface(call, "index", index);
}

static void do_if_indextoname(struct call *call) {
    char name[IF_NAMESIZE];
    int index = index_of(interface_given(call));
    if (lwip_if_indextoname(index, name) == NULL)
        failed(call, errno);
    put_interface(call, "name", index);
}

/* Calls that are performed while others are made */

static struct call *begin(const struct json *step);
static bool is_over(struct call *call, long long until);

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

static void do_start(struct call *call) {
    struct call *started = begin(needed(call, given(call, "step"), "step"));
    add(new_name(call), -1, started);
    /* Twice the same is all the time in between. */
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

/* The operations by their names */

struct operation {
    const char *name;
    void (*perform)(struct call *);
};

#define OPERATION(name) {#name, do_##name}

static const struct operation operations[] = {
    OPERATION(socket), OPERATION(close), OPERATION(shutdown), OPERATION(family), OPERATION(type), OPERATION(fileno),
    OPERATION(hold_port), OPERATION(bind), OPERATION(listen), OPERATION(connect), OPERATION(disconnect),
    OPERATION(accept), OPERATION(getsockname), OPERATION(getpeername), OPERATION(send), {"sendto", do_send},
    OPERATION(sendall), OPERATION(sendmsg), OPERATION(recv), OPERATION(recv_into), OPERATION(recvfrom),
    OPERATION(recvfrom_into), OPERATION(recvmsg), OPERATION(setsockopt), OPERATION(getsockopt),
    OPERATION(setsockopt_bytes), OPERATION(getsockopt_bytes), OPERATION(take_error), OPERATION(setblocking),
    OPERATION(waited), OPERATION(poll), OPERATION(poll_several), OPERATION(if_nametoindex),
    OPERATION(if_indextoname), OPERATION(start), OPERATION(finish),
};

static void *perform(void *argument) {
    struct call *call = argument;
    call->thread = syscall(SYS_gettid);
    for (size_t i = 0; call->step != NULL && i < COUNT(operations); i++)
        if (strcmp(operations[i].name, call->step->key) == 0) {
            operations[i].perform(call);
            over(call, "returned");
        }
    ended(call, "lacks", "%.80s", call->step ? call->step->key : "a call without an operation");
}

/* How much longer than its deadline a call may take: most end by themselves then. */
#define GRACE 500000000LL

static struct call *begin(const struct json *step) {
    struct call *call = room(sizeof *call);
    pthread_t thread;
    call->step = call->arguments = step->kind == OBJECT ? step->parts : NULL;
    call->until = now() + 1000000 * deadline_ms + GRACE;
    call->out = open_memstream(&call->said, &call->said_length);
    sem_init(&call->over, 0, 0);
    if (call->out == NULL || pthread_create(&thread, NULL, perform, call) != 0)
        give_up("there are no more threads");
    pthread_detach(thread);
    return call;
}

static bool is_over(struct call *call, long long until) {
    struct timespec time = {until / 1000000000, until % 1000000000};
    if (sem_clockwait(&call->over, CLOCK_MONOTONIC, &time) != 0)
        return false;
    /* For whoever asks again. */
    sem_post(&call->over);
    return true;
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

/* Adds the interface as netif_init of core/netif.c does where LWIP_HAVE_LOOPIF and LWIP_LOOPIF_MULTICAST are set. */
static void add_loopback(void *is_there) {
    ip4_addr_t address, mask;
    IP4_ADDR(&address, 127, 0, 0, 1);
    IP4_ADDR(&mask, 255, 0, 0, 0);
    netif_add(&loopback, &address, &mask, &address, NULL, init_loopback, tcpip_input);
    IP_ADDR6_HOST(loopback.ip6_addr, 0, 0, 0, 1);
    loopback.ip6_addr_state[0] = IP6_ADDR_VALID;
    netif_set_link_up(&loopback);
    netif_set_up(&loopback);
    sem_post(is_there);
}

static void start_stack(void) {
    sem_t is_there;
    sem_init(&is_there, 0, 0);
    /* The stack draws the first port from it. */
    srand(now());
    tcpip_init(add_loopback, &is_there);
    sem_wait(&is_there);
}

static void do_nothing(void *nothing) {
    LWIP_UNUSED_ARG(nothing);
}

/* Waits until the thread of the stack has taken in every packet, so that no answer is a matter of luck. */
static void settle(void) {
    bool is_on_its_way = true;
    for (int i = 0; is_on_its_way && i < 1000; i++) {
        tcpip_callback_wait(do_nothing, NULL);
        LOCK_TCPIP_CORE();
        is_on_its_way = loopback.loop_first != NULL;
        UNLOCK_TCPIP_CORE();
    }
}

/* The conversation */

#define SAY_NAMES(table) say_names(table, COUNT(table), sizeof *(table))

/* The names in a table, whose entries begin with them, without the brackets. */
static void say_names(const void *table, size_t size, size_t of_entry) {
    for (size_t i = 0; i < size; i++)
        printf("%s\"%s\"", i ? "," : "", *(const char *const *)((const char *)table + i * of_entry));
}

static void say_hello(void) {
    struct utsname host;
    uname(&host);
    printf("\"hello\":{\"protocol\":1,\"platform\":\"unix+lwip\",\"release\":\"%d.%d.%d\",\"confines\":true,",
           LWIP_VERSION_MAJOR, LWIP_VERSION_MINOR, LWIP_VERSION_REVISION);
    printf("\"made_on\":{\"system\":\"lwIP %d.%d.%d\",\"architecture\":\"%s\",\"libc\":\"glibc %s\"},",
           LWIP_VERSION_MAJOR, LWIP_VERSION_MINOR, LWIP_VERSION_REVISION, host.machine, gnu_get_libc_version());
    printf("\"host\":{\"temporary\":\"/tmp\"},\"capabilities\":{\"ipv4\":true,\"ipv6\":true,\"dual_stack\":true,"
           "\"default_v6only\":true,\"raw_sockets\":true,\"foreign_addresses\":true,\"ports_to_hold\":true,"
           "\"messages\":true,\"sixty_four_bits\":%s},", sizeof(long) == 8 ? "true" : "false");
    printf("\"constants\":[");
    SAY_NAMES(options);
    putchar(',');
    SAY_NAMES(flags_of_messages);
    printf("],\"operations\":[");
    SAY_NAMES(operations);
    printf("]}");
}

/* Says how a call ended. */
static void say_end(const struct call *call) {
    printf("\"%s\":", call->how);
    if (strcmp(call->how, "returned") == 0)
        printf("{%s}", call->said);
    else if (strcmp(call->how, "timed_out") == 0)
        printf("true");
    else
        put_bytes(stdout, call->why, strlen(call->why));
}

static void answer_call(const struct json *step) {
    settle();
    struct call *call = begin(step);
    if (is_over(call, call->until))
        say_end(call);
    else
        printf("\"timed_out\":true");
}

static void answer(const struct json *request) {
    const struct json *id = entry(request, "id"), *call = entry(request, "call"), *start = entry(request, "begin");
    const struct json *deadline = entry(start, "deadline_ms");
    if (id == NULL || id->kind != NUMBER)
        give_up("a request has no `id`");
    printf("{\"id\":%lld,", id->number);
    if (entry(request, "hello"))
        say_hello();
    else if (start != NULL)
        printf("\"begun\":true");
    else if (call != NULL)
        answer_call(call);
    else if (entry(request, "end"))
        printf("\"ended\":true");
    else
        printf("\"error\":\"this is no request that it knows\"");
    deadline_ms = deadline ? deadline->number : deadline_ms;
    puts("}");
    fflush(stdout);
    if (entry(request, "end"))
        _exit(0);
}

int main(void) {
    start_stack();
    for (;;) {
        /* Texts stay in the line that they were read from. */
        char *line = NULL;
        size_t size = 0;
        ssize_t length = getline(&line, &size, stdin);
        if (length < 0)
            _exit(0);
        if (strlen(line) != (size_t)length)
            give_up("a request has a byte of zero");
        at = line;
        const struct json *request = read_value(0);
        skip_blanks();
        if (*at != '\0')
            give_up("something follows a request on its line");
        answer(request);
    }
}
