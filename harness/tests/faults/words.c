/* Names of constants. What has none goes by its number. */
#include "faults.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <linux/in6.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#define WORD(name) {name, #name}
#define END {0, NULL}

const struct word MESSAGE_FLAGS[] = {
    WORD(MSG_CMSG_CLOEXEC), WORD(MSG_CONFIRM), WORD(MSG_CTRUNC), WORD(MSG_DONTROUTE), WORD(MSG_DONTWAIT),
    WORD(MSG_EOR), WORD(MSG_ERRQUEUE), WORD(MSG_FASTOPEN), WORD(MSG_MORE), WORD(MSG_NOSIGNAL), WORD(MSG_OOB),
    WORD(MSG_PEEK), WORD(MSG_TRUNC), WORD(MSG_WAITALL), WORD(MSG_WAITFORONE), END,
};
const struct word EVENTS[] = {
    WORD(POLLIN), WORD(POLLOUT), WORD(POLLPRI), WORD(POLLRDHUP), WORD(POLLERR), WORD(POLLHUP), WORD(POLLNVAL), END,
};
const struct word LOOKUP_HINTS[] = {
    WORD(AI_PASSIVE), WORD(AI_CANONNAME), WORD(AI_NUMERICHOST), WORD(AI_NUMERICSERV), WORD(AI_V4MAPPED),
    WORD(AI_ALL), WORD(AI_ADDRCONFIG), END,
};
const struct word NAME_FLAGS[] = {
    WORD(NI_NUMERICHOST), WORD(NI_NUMERICSERV), WORD(NI_NOFQDN), WORD(NI_NAMEREQD), WORD(NI_DGRAM), END,
};
const struct word LOOKUP_ERRORS[] = {
    WORD(EAI_ADDRFAMILY), WORD(EAI_AGAIN), WORD(EAI_BADFLAGS), WORD(EAI_FAIL), WORD(EAI_FAMILY), WORD(EAI_MEMORY),
    WORD(EAI_NODATA), WORD(EAI_NONAME), WORD(EAI_OVERFLOW), WORD(EAI_SERVICE), WORD(EAI_SOCKTYPE), WORD(EAI_SYSTEM),
    END,
};

static const struct word FAMILIES[] = {
    WORD(AF_INET), WORD(AF_INET6), WORD(AF_UNIX), WORD(AF_NETLINK), WORD(AF_PACKET), WORD(AF_VSOCK), END,
};
static const struct word TYPES[] = {
    WORD(SOCK_STREAM), WORD(SOCK_DGRAM), WORD(SOCK_SEQPACKET), WORD(SOCK_RAW), WORD(SOCK_RDM), END,
};
static const struct word OF_SOCKET[] = {
    WORD(SO_ACCEPTCONN), WORD(SO_BINDTODEVICE), WORD(SO_BROADCAST), WORD(SO_BUSY_POLL), WORD(SO_COOKIE),
    WORD(SO_DEBUG), WORD(SO_DOMAIN), WORD(SO_DONTROUTE), WORD(SO_ERROR), WORD(SO_INCOMING_CPU),
    WORD(SO_KEEPALIVE), WORD(SO_LINGER), WORD(SO_MARK), WORD(SO_OOBINLINE), WORD(SO_PASSCRED),
    WORD(SO_PEERCRED), WORD(SO_PRIORITY), WORD(SO_PROTOCOL), WORD(SO_RCVBUF), WORD(SO_RCVLOWAT),
    WORD(SO_RCVTIMEO), WORD(SO_REUSEADDR), WORD(SO_REUSEPORT), WORD(SO_SNDBUF), WORD(SO_SNDTIMEO),
    WORD(SO_TIMESTAMP), WORD(SO_TYPE), END,
};
static const struct word OF_IP[] = {
    WORD(IP_ADD_MEMBERSHIP), WORD(IP_ADD_SOURCE_MEMBERSHIP), WORD(IP_BIND_ADDRESS_NO_PORT),
    WORD(IP_DROP_MEMBERSHIP), WORD(IP_DROP_SOURCE_MEMBERSHIP), WORD(IP_FREEBIND), WORD(IP_HDRINCL),
    WORD(IP_MTU), WORD(IP_MTU_DISCOVER), WORD(IP_MULTICAST_ALL), WORD(IP_MULTICAST_IF),
    WORD(IP_MULTICAST_LOOP), WORD(IP_MULTICAST_TTL), WORD(IP_PKTINFO), WORD(IP_RECVERR), WORD(IP_RECVTOS),
    WORD(IP_RECVTTL), WORD(IP_TOS), WORD(IP_TRANSPARENT), WORD(IP_TTL), END,
};
static const struct word OF_IPV6[] = {
    WORD(IPV6_ADD_MEMBERSHIP), WORD(IPV6_DROP_MEMBERSHIP), WORD(IPV6_FREEBIND), WORD(IPV6_HOPLIMIT),
    WORD(IPV6_MTU), WORD(IPV6_MULTICAST_ALL), WORD(IPV6_MULTICAST_HOPS), WORD(IPV6_MULTICAST_IF),
    WORD(IPV6_MULTICAST_LOOP), WORD(IPV6_PKTINFO), WORD(IPV6_RECVERR), WORD(IPV6_RECVHOPLIMIT),
    WORD(IPV6_RECVPKTINFO), WORD(IPV6_RECVTCLASS), WORD(IPV6_TCLASS), WORD(IPV6_UNICAST_HOPS),
    WORD(IPV6_V6ONLY), END,
};
static const struct word OF_TCP[] = {
    WORD(TCP_CONGESTION), WORD(TCP_CORK), WORD(TCP_DEFER_ACCEPT), WORD(TCP_INFO), WORD(TCP_KEEPCNT),
    WORD(TCP_KEEPIDLE), WORD(TCP_KEEPINTVL), WORD(TCP_MAXSEG), WORD(TCP_NODELAY), WORD(TCP_NOTSENT_LOWAT),
    WORD(TCP_QUICKACK), WORD(TCP_THIN_LINEAR_TIMEOUTS), WORD(TCP_USER_TIMEOUT), END,
};
static const struct {
    int level;
    const char *name;
    const struct word *options;
} LEVELS[] = {
    {SOL_SOCKET, "SOL_SOCKET", OF_SOCKET}, {IPPROTO_IP, "IPPROTO_IP", OF_IP},
    {IPPROTO_IPV6, "IPPROTO_IPV6", OF_IPV6}, {IPPROTO_TCP, "IPPROTO_TCP", OF_TCP},
};

struct text word_of(const struct word *words, int value)
{
    for (; words->name; words++)
        if (words->value == value)
            return text("%s", words->name);
    return text("%d", value);
}

struct text option_word(int level, int name)
{
    for (size_t index = 0; index < SIZE(LEVELS); index++)
        if (LEVELS[index].level == level) {
            struct text word = word_of(LEVELS[index].options, name);
            return word.of[0] >= 'A' ? word : text("%s/%d", LEVELS[index].name, name);
        }
    return text("%d/%d", level, name);
}

/* Control messages of IP have the names of options. */
struct text control_word(int level, int type)
{
    static const struct word OF_SOCKETS[] = {WORD(SCM_RIGHTS), WORD(SCM_CREDENTIALS), WORD(SCM_TIMESTAMP), END};
    return level == SOL_SOCKET ? word_of(OF_SOCKETS, type) : option_word(level, type);
}

/* An option of a socket that is a number; -1 if there is none. Keeps errno. */
static int asked(int fd, int name)
{
    int error = errno, value = -1;
    socklen_t length = sizeof value;
    if (REAL(getsockopt)(fd, SOL_SOCKET, name, &value, &length) < 0)
        value = errno == ENOTSOCK ? -2 : -1;
    errno = error;
    return value;
}

bool is_socket(int fd)
{
    return asked(fd, SO_TYPE) >= 0;
}

int type_of(int fd)
{
    return asked(fd, SO_TYPE);
}

struct text family_of(int fd)
{
    int family = asked(fd, SO_DOMAIN);
    return family == -1 ? text("closed") : family == -2 ? text("file") : word_of(FAMILIES, family);
}

struct text kind_of(int fd)
{
    struct text family = family_of(fd);
    return is_socket(fd) ? text("%.32s,%.32s", family.of, word_of(TYPES, type_of(fd)).of) : family;
}
