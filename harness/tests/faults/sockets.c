/* The life of a socket: made, bound, listening, connected, accepted, shut down, closed; and its descriptor. */
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct word TYPE_FLAGS[] = {
    {SOCK_NONBLOCK, "SOCK_NONBLOCK"}, {SOCK_CLOEXEC, "SOCK_CLOEXEC"}, {0, NULL},
};

/* Another type than the one asked for, where both exist. */
static int other_type(const char *call, int family, int type)
{
    if (family != AF_UNIX)
        return type;
    if ((type & 15) == SOCK_SEQPACKET && fault("%s:SOCK_SEQPACKET->SOCK_STREAM", call))
        return (type & ~15) | SOCK_STREAM;
    if ((type & 15) == SOCK_DGRAM && fault("%s:SOCK_DGRAM->SOCK_SEQPACKET", call))
        return (type & ~15) | SOCK_SEQPACKET;
    if ((type & 15) == SOCK_STREAM && fault("%s:SOCK_STREAM->SOCK_SEQPACKET", call))
        return (type & ~15) | SOCK_SEQPACKET;
    return type;
}

EXPORT int socket(int family, int type, int protocol)
{
    type = without_flags(text("socket"), TYPE_FLAGS, other_type("socket", family, type));
    int made = REAL(socket)(family, type, protocol);
    int result = (int)answered(text("socket:%d", family), made, EMFILE);
    forget_options(made);
    if (made >= 0 && result < 0)
        REAL(close)(made);
    return result;
}

EXPORT int socketpair(int family, int type, int protocol, int made[2])
{
    type = without_flags(text("socketpair"), TYPE_FLAGS, other_type("socketpair", family, type));
    int done = REAL(socketpair)(family, type, protocol, made);
    int result = (int)answered(text("socketpair:%d", family), done, EOPNOTSUPP);
    for (int end = 0; end < 2 && done == 0; end++) {
        forget_options(made[end]);
        if (result < 0)
            REAL(close)(made[end]);
    }
    return result;
}

EXPORT int bind(int fd, const struct sockaddr *name, socklen_t length)
{
    struct text call = text("bind:%s", kind_of(fd).of);
    if (fault("%s:ignored", call.of))
        return 0;
    int result = REAL(bind)(fd, name, length);
    if (result == 0)
        lose_options("bind", fd);
    return (int)answered(call, result, EADDRINUSE);
}

EXPORT int listen(int fd, int backlog)
{
    struct text call = text("listen:%s", kind_of(fd).of);
    if (fault("%s:ignored", call.of))
        return 0;
    if (backlog > 0 && (type_of(fd) == SOCK_STREAM || type_of(fd) == SOCK_SEQPACKET) && fault("%s:backlog=0", call.of))
        backlog = 0;
    int result = REAL(listen)(fd, backlog);
    if (result == 0)
        lose_options("listen", fd);
    return (int)answered(call, result, EINVAL);
}

/* AF_UNSPEC dissolves an association: connect(2). */
EXPORT int connect(int fd, const struct sockaddr *name, socklen_t length)
{
    bool dissolves = name && length >= sizeof name->sa_family && name->sa_family == AF_UNSPEC;
    struct text call = text("connect%s:%.64s", dissolves ? ":AF_UNSPEC" : "", kind_of(fd).of);
    if (fault("%s:ignored", call.of))
        return 0;
    int result = REAL(connect)(fd, name, length);
    if (result == 0)
        lose_options("connect", fd);
    return (int)answered(call, result, ECONNREFUSED);
}

/* What accept makes inherits nothing of a listener's flags on Linux, and O_NONBLOCK on the BSDs. */
static void inherit_flags(struct text family, int flags, int accepted)
{
    if (flags & O_NONBLOCK && fault("accept:%s:inherits:O_NONBLOCK", family.of))
        REAL(fcntl)(accepted, F_SETFL, flags);
}

EXPORT int accept4(int fd, struct sockaddr *name, socklen_t *length, int flags)
{
    socklen_t room = length ? *length : 0;
    /* Another thread may close the listener meanwhile, and its number may be that of another trial's socket then. */
    struct text call = text("accept:%s", kind_of(fd).of), family = family_of(fd);
    int of_listener = REAL(fcntl)(fd, F_GETFL);
    flags = without_flags(text("accept"), TYPE_FLAGS, flags);
    int made = REAL(accept4)(fd, name, length, flags);
    if (made >= 0) {
        forget_options(made);
        change_name("accept", fd, name, length, room);
        inherit_flags(family, of_listener, made);
        disinherit(fd, made);
    }
    int result = (int)answered(call, made, ECONNABORTED);
    if (made >= 0 && result < 0)
        REAL(close)(made);
    return result;
}

EXPORT int accept(int fd, struct sockaddr *name, socklen_t *length)
{
    return accept4(fd, name, length, 0);
}

static int other_way(struct text call, int how)
{
    if ((how == SHUT_RD || how == SHUT_WR) && fault("%s:both", call.of))
        return SHUT_RDWR;
    if (how == SHUT_RDWR && fault("%s:SHUT_WR-alone", call.of))
        return SHUT_WR;
    if (how == SHUT_RDWR && fault("%s:SHUT_RD-alone", call.of))
        return SHUT_RD;
    return how;
}

EXPORT int shutdown(int fd, int how)
{
    static const struct word WAYS[] = {{SHUT_RD, "SHUT_RD"}, {SHUT_WR, "SHUT_WR"}, {SHUT_RDWR, "SHUT_RDWR"}, {0, NULL}};
    struct text call = text("shutdown:%.32s:%.64s", word_of(WAYS, how).of, kind_of(fd).of);
    if (fault("%s:ignored", call.of))
        return 0;
    if (is_socket(fd))
        how = other_way(call, how);
    return (int)answered(call, REAL(shutdown)(fd, how), ENOTCONN);
}

/* Closing a connection of TCP that lingers for no time resets it: SO_LINGER of socket(7). */
static void reset(int fd)
{
    static const struct linger NOW = {.l_onoff = 1};
    bool is_tcp = type_of(fd) == SOCK_STREAM && strncmp(family_of(fd).of, "AF_INET", 7) == 0;
    if (is_tcp && fault("close:%s:resets", kind_of(fd).of))
        REAL(setsockopt)(fd, SOL_SOCKET, SO_LINGER, &NOW, sizeof NOW);
}

EXPORT int close(int fd)
{
    if (!in_trial() || !is_socket(fd))
        return REAL(close)(fd);
    struct text call = text("close:%s", kind_of(fd).of);
    if (fault("%s:ignored", call.of) && keeps_another())
        return 0;
    reset(fd);
    forget_options(fd);
    return REAL(close)(fd);
}

static struct text command_word(int command)
{
    static const struct word COMMANDS[] = {
        {F_GETFD, "F_GETFD"}, {F_SETFD, "F_SETFD"}, {F_GETFL, "F_GETFL"},
        {F_SETFL, "F_SETFL"}, {F_DUPFD, "F_DUPFD"}, {F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC"}, {0, NULL},
    };
    return word_of(COMMANDS, command);
}

static int wrong_flags(int command, int result)
{
    if (command == F_GETFD && fault("fcntl:F_GETFD:FD_CLOEXEC"))
        return result ^ FD_CLOEXEC;
    if (command == F_GETFL && fault("fcntl:F_GETFL:O_NONBLOCK"))
        return result ^ O_NONBLOCK;
    if (command == F_DUPFD_CLOEXEC && fault("fcntl:F_DUPFD_CLOEXEC:as-F_DUPFD"))
        REAL(fcntl)(result, F_SETFD, 0);
    if (command == F_DUPFD_CLOEXEC)
        forget_options(result);
    return result;
}

EXPORT int fcntl(int fd, int command, ...)
{
    va_list values;
    va_start(values, command);
    void *value = va_arg(values, void *);
    va_end(values);
    struct text call = text("fcntl:%.64s:%.32s", command_word(command).of, family_of(fd).of);
    if ((command == F_SETFD || command == F_SETFL) && fault("%s:ignored", call.of))
        return 0;
    int result = REAL(fcntl)(fd, command, value);
    return result < 0 ? (int)answered(call, result, 0) : wrong_flags(command, result);
}

EXPORT int ioctl(int fd, unsigned long request, ...)
{
    va_list values;
    va_start(values, request);
    void *value = va_arg(values, void *);
    va_end(values);
    if (request == FIONBIO && fault("ioctl:FIONBIO:ignored"))
        return 0;
    return REAL(ioctl)(fd, request, value);
}
