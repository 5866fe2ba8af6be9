/* The names that getsockname, getpeername, accept, recvfrom and recvmsg give. */
#include "faults.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/un.h>

#define MOST 128

/* A name and its length. What a length goes beyond is zero. */
struct name {
    union {
        struct sockaddr any;
        struct sockaddr_in inet;
        struct sockaddr_in6 inet6;
        struct sockaddr_un un;
        unsigned char bytes[MOST];
    } of;
    socklen_t length;
};

static void longer(struct name *name) { name->length++; }
static void shorter(struct name *name) { name->length -= name->length > 0; }
static void none(struct name *name) { name->length = 0; }
static void family_lost(struct name *name) { name->of.any.sa_family = AF_UNSPEC; }

/* The BSDs have the length in the first byte. */
static void with_sa_len(struct name *name)
{
    name->of.bytes[1] = name->of.bytes[0];
    name->of.bytes[0] = (unsigned char)name->length;
}

/* All families of IP have the port at the same place. */
static void port_lost(struct name *name) { name->of.inet.sin_port = 0; }
static void port_next(struct name *name) { name->of.inet.sin_port = htons(ntohs(name->of.inet.sin_port) + 1); }
static void port_swapped(struct name *name) { name->of.inet.sin_port = __builtin_bswap16(name->of.inet.sin_port); }

static void v4_any(struct name *name) { name->of.inet.sin_addr.s_addr = INADDR_ANY; }
static void v4_loopback(struct name *name) { name->of.inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK); }
static void v4_next(struct name *name) { name->of.inet.sin_addr.s_addr ^= htonl(2); }
static void v4_not_zero(struct name *name) { name->of.inet.sin_zero[7] = 1; }

static void v4_mapped(struct name *name)
{
    struct sockaddr_in old = name->of.inet;
    struct sockaddr_in6 new = {.sin6_family = AF_INET6, .sin6_port = old.sin_port};
    new.sin6_addr.s6_addr16[5] = 0xffff;
    new.sin6_addr.s6_addr32[3] = old.sin_addr.s_addr;
    name->of.inet6 = new;
    name->length = sizeof new;
}

static void v6_any(struct name *name) { name->of.inet6.sin6_addr = in6addr_any; }
static void v6_loopback(struct name *name) { name->of.inet6.sin6_addr = in6addr_loopback; }
static void v6_next(struct name *name) { name->of.inet6.sin6_addr.s6_addr[15] ^= 2; }
static void v6_flow(struct name *name) { name->of.inet6.sin6_flowinfo ^= htonl(1); }
static void v6_scope(struct name *name) { name->of.inet6.sin6_scope_id ^= 1; }

static void v6_unmapped(struct name *name)
{
    struct sockaddr_in6 old = name->of.inet6;
    if (!IN6_IS_ADDR_V4MAPPED(&old.sin6_addr))
        return;
    struct sockaddr_in new = {.sin_family = AF_INET, .sin_port = old.sin6_port};
    new.sin_addr.s_addr = old.sin6_addr.s6_addr32[3];
    name->of.inet = new;
    name->length = sizeof new;
}

static bool has_path(const struct name *name)
{
    return name->length > sizeof(sa_family_t);
}

static void un_unnamed(struct name *name) { name->length = sizeof(sa_family_t); }
static void un_whole(struct name *name) { name->length = sizeof name->of.un; }

static void un_empty(struct name *name)
{
    if (!has_path(name))
        name->length = sizeof(sa_family_t) + 1;
}

/* Abstract names begin with NUL, which some programs print as `@`. */
static void un_first(struct name *name)
{
    if (has_path(name))
        name->of.un.sun_path[0] = name->of.un.sun_path[0] ? '\0' : '@';
}

static void un_last(struct name *name)
{
    if (has_path(name) && name->length >= 5)
        name->of.bytes[name->length - 2] ^= 1;
}

/* Some systems make a whole path of a relative one. */
static void un_whole_path(struct name *name)
{
    struct sockaddr_un *un = &name->of.un;
    if (has_path(name) && un->sun_path[0] == '.' && un->sun_path[1] == '/')
        memmove(un->sun_path, un->sun_path + 1, --name->length - sizeof(sa_family_t));
}

static const struct {
    int family;
    const char *what;
    void (*change)(struct name *);
} CHANGES[] = {
    {AF_UNSPEC, "length+1", longer},
    {AF_UNSPEC, "length-1", shorter},
    {AF_UNSPEC, "length=0", none},
    {AF_UNSPEC, "family=0", family_lost},
    {AF_UNSPEC, "sa_len", with_sa_len},
    {AF_INET, "port=0", port_lost},
    {AF_INET, "port+1", port_next},
    {AF_INET, "port:swapped", port_swapped},
    {AF_INET, "address:any", v4_any},
    {AF_INET, "address:loopback", v4_loopback},
    {AF_INET, "address:next", v4_next},
    {AF_INET, "sin_zero:not-zero", v4_not_zero},
    {AF_INET, "address:mapped", v4_mapped},
    {AF_INET6, "port=0", port_lost},
    {AF_INET6, "port+1", port_next},
    {AF_INET6, "port:swapped", port_swapped},
    {AF_INET6, "address:any", v6_any},
    {AF_INET6, "address:loopback", v6_loopback},
    {AF_INET6, "address:next", v6_next},
    {AF_INET6, "sin6_flowinfo", v6_flow},
    {AF_INET6, "sin6_scope_id", v6_scope},
    {AF_INET6, "address:unmapped", v6_unmapped},
    {AF_UNIX, "unnamed", un_unnamed},
    {AF_UNIX, "length:whole", un_whole},
    {AF_UNIX, "empty-path", un_empty},
    {AF_UNIX, "first-byte", un_first},
    {AF_UNIX, "last-byte", un_last},
    {AF_UNIX, "relative:whole", un_whole_path},
};

static bool is_same(const struct name *one, const struct name *other)
{
    return one->length == other->length && memcmp(&one->of, &other->of, MOST) == 0;
}

/* A change that would not be seen in the room that there is, is none. */
static bool is_seen(const struct name *old, const struct name *new, socklen_t room)
{
    return old->length != new->length || memcmp(&old->of, &new->of, room) != 0;
}

static void change(const char *call, struct name *name, socklen_t room)
{
    const char *family = name->of.any.sa_family == AF_INET    ? "AF_INET"
                         : name->of.any.sa_family == AF_INET6 ? "AF_INET6"
                         : name->of.any.sa_family == AF_UNIX  ? "AF_UNIX"
                                                              : "other";
    for (size_t index = 0; index < SIZE(CHANGES); index++) {
        struct name new = *name;
        if (CHANGES[index].family && CHANGES[index].family != name->of.any.sa_family)
            continue;
        CHANGES[index].change(&new);
        if (is_seen(name, &new, room) && fault("%s:%s:%s", call, family, CHANGES[index].what)) {
            *name = new;
            return;
        }
    }
}

/* Streams name nobody in recvfrom on Linux, and their peer elsewhere. */
static void name_peer(const char *call, int fd, struct name *name)
{
    int error = errno;
    struct name peer = {.length = MOST};
    if (REAL(getpeername)(fd, &peer.of.any, &peer.length) == 0 && fault("%s:%s:peer", call, family_of(fd).of))
        *name = peer;
    errno = error;
}

void change_name(const char *call, int fd, struct sockaddr *at, socklen_t *length, socklen_t room)
{
    if (!in_trial() || !at || !length)
        return;
    struct name old = {.length = *length}, new;
    socklen_t size = room < MOST ? room : MOST;
    memcpy(&old.of, at, old.length < size ? old.length : size);
    new = old;
    if (old.length == 0)
        name_peer(call, fd, &new);
    else
        change(call, &new, size);
    if (is_same(&old, &new))
        return;
    memcpy(at, &new.of, new.length < size ? new.length : size);
    *length = new.length;
}

EXPORT int getsockname(int fd, struct sockaddr *name, socklen_t *length)
{
    socklen_t room = length ? *length : 0;
    int result = REAL(getsockname)(fd, name, length);
    if (result == 0)
        change_name("getsockname", fd, name, length, room);
    return (int)answered(text("getsockname:%s", kind_of(fd).of), result, EINVAL);
}

EXPORT int getpeername(int fd, struct sockaddr *name, socklen_t *length)
{
    socklen_t room = length ? *length : 0;
    int result = REAL(getpeername)(fd, name, length);
    if (result == 0)
        change_name("getpeername", fd, name, length, room);
    return (int)answered(text("getpeername:%s", kind_of(fd).of), result, ENOTCONN);
}
