/* Names of hosts, services and interfaces. */
#include "faults.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

static const int CONFUSED[][2] = {
    {EAI_NONAME, EAI_FAIL},      {EAI_SERVICE, EAI_NONAME},    {EAI_FAMILY, EAI_NONAME}, {EAI_SOCKTYPE, EAI_SERVICE},
    {EAI_ADDRFAMILY, EAI_NONAME}, {EAI_BADFLAGS, EAI_NONAME}, {EAI_OVERFLOW, EAI_FAIL},
};

static int other_error(const char *call, int error)
{
    int other = EAI_FAIL;
    for (size_t index = 0; index < SIZE(CONFUSED); index++)
        if (CONFUSED[index][0] == error)
            other = CONFUSED[index][1];
    const char *word = error ? word_of(LOOKUP_ERRORS, error).of : "ok";
    return fault("%s:%s->%s", call, word, word_of(LOOKUP_ERRORS, other).of) ? other : error;
}

static struct addrinfo other_hints(const struct addrinfo *hints)
{
    struct addrinfo changed = *hints;
    changed.ai_flags = without_flags(text("getaddrinfo"), LOOKUP_HINTS, hints->ai_flags);
    if (hints->ai_family && fault("getaddrinfo:ai_family:dropped"))
        changed.ai_family = 0;
    if (hints->ai_socktype && fault("getaddrinfo:ai_socktype:dropped"))
        changed.ai_socktype = 0;
    if (hints->ai_protocol && fault("getaddrinfo:ai_protocol:dropped"))
        changed.ai_protocol = 0;
    return changed;
}

static void change_port(struct addrinfo *entry)
{
    struct sockaddr_in *name = (struct sockaddr_in *)(void *)entry->ai_addr;
    if (name->sin_port && fault("getaddrinfo:port=0"))
        name->sin_port = 0;
    if (name->sin_port != htons(ntohs(name->sin_port)) && fault("getaddrinfo:port:swapped"))
        name->sin_port = htons(name->sin_port);
}

static void change_entry(struct addrinfo *entry)
{
    struct sockaddr_in6 *name = (struct sockaddr_in6 *)(void *)entry->ai_addr;
    change_port(entry);
    if (entry->ai_family == AF_INET6 && fault("getaddrinfo:sin6_scope_id"))
        name->sin6_scope_id ^= 1;
    if (entry->ai_canonname && fault("getaddrinfo:ai_canonname"))
        entry->ai_canonname[0] ^= 1;
    if (fault("getaddrinfo:ai_socktype:wrong"))
        entry->ai_socktype ^= SOCK_STREAM | SOCK_DGRAM;
    if (fault("getaddrinfo:ai_protocol:wrong"))
        entry->ai_protocol ^= IPPROTO_TCP;
    if (fault("getaddrinfo:ai_flags:wrong"))
        entry->ai_flags ^= AI_PASSIVE;
    if (fault("getaddrinfo:ai_addrlen:wrong"))
        entry->ai_addrlen--;
}

/* The first entry goes behind the second. Not freed: the list does not begin where the C library had it. */
static void reorder(struct addrinfo **found)
{
    struct addrinfo *first = *found, *second = first->ai_next;
    if (second && fault("getaddrinfo:order")) {
        first->ai_next = second->ai_next;
        second->ai_next = first;
        *found = second;
    }
    if (second && fault("getaddrinfo:one"))
        first->ai_next = NULL;
}

EXPORT int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    struct addrinfo changed = {0};
    if (hints)
        changed = other_hints(hints);
    int error = REAL(getaddrinfo)(host, service, hints ? &changed : NULL, found);
    if (error == 0) {
        change_entry(*found);
        reorder(found);
    }
    return other_error("getaddrinfo", error);
}

/* A list that is not in its order is not freed: an entry and its name are one piece of memory. */
EXPORT void freeaddrinfo(struct addrinfo *found)
{
    if (!in_trial())
        REAL(freeaddrinfo)(found);
}

EXPORT int getnameinfo(const struct sockaddr *name, socklen_t length, char *host, socklen_t host_size, char *service,
                       socklen_t service_size, int flags)
{
    flags = without_flags(text("getnameinfo"), NAME_FLAGS, flags);
    int error = REAL(getnameinfo)(name, length, host, host_size, service, service_size, flags);
    if (error == 0 && host && host_size > 1 && fault("getnameinfo:host"))
        host[0] ^= 1;
    if (error == 0 && service && service_size > 1 && fault("getnameinfo:service"))
        service[0] ^= 1;
    return other_error("getnameinfo", error);
}

/* An entry that is another in one field. It lives until the thread asks again. */
static struct servent *other_service(const char *call, struct servent *found)
{
    static __thread struct servent changed;
    if (!found)
        return NULL;
    changed = *found;
    if (fault("%s:s_port", call))
        changed.s_port = htons(1);
    if (fault("%s:s_name", call))
        changed.s_name++;
    if (fault("%s:s_proto", call))
        changed.s_proto++;
    if (changed.s_aliases[0] && fault("%s:s_aliases", call))
        changed.s_aliases++;
    return fault("%s:nothing", call) ? NULL : &changed;
}

EXPORT struct servent *getservbyname(const char *name, const char *protocol)
{
    if (protocol && fault("getservbyname:protocol:dropped"))
        protocol = NULL;
    return other_service("getservbyname", REAL(getservbyname)(name, protocol));
}

EXPORT struct servent *getservbyport(int port, const char *protocol)
{
    if (protocol && fault("getservbyport:protocol:dropped"))
        protocol = NULL;
    if (fault("getservbyport:port:swapped"))
        port = htons((unsigned short)port);
    return other_service("getservbyport", REAL(getservbyport)(port, protocol));
}

EXPORT int gethostname(char *name, size_t size)
{
    int result = REAL(gethostname)(name, size);
    if (result == 0 && size > 0 && fault("gethostname:empty"))
        name[0] = '\0';
    return (int)answered(text("gethostname"), result, EFAULT);
}

EXPORT unsigned int if_nametoindex(const char *name)
{
    unsigned int index = REAL(if_nametoindex)(name);
    if (index && fault("if_nametoindex:next"))
        index++;
    if (index && fault("if_nametoindex:ok->ENODEV")) {
        errno = ENODEV;
        return 0;
    }
    return index ? index : (answered(text("if_nametoindex"), -1, 0), 0);
}

EXPORT char *if_indextoname(unsigned int index, char name[IF_NAMESIZE])
{
    char *found = REAL(if_indextoname)(index, name);
    if (found && fault("if_indextoname:other"))
        found[0] ^= 1;
    if (found && fault("if_indextoname:ok->ENXIO")) {
        errno = ENXIO;
        return NULL;
    }
    return found ? found : (answered(text("if_indextoname"), -1, 0), NULL);
}

EXPORT struct if_nameindex *if_nameindex(void)
{
    struct if_nameindex *found = REAL(if_nameindex)();
    if (found && found[0].if_index && fault("if_nameindex:if_index"))
        found[0].if_index++;
    if (found && found[0].if_index && fault("if_nameindex:if_name"))
        found[0].if_name[0] ^= 1;
    return found;
}
