/* Options of sockets: ignored, forgotten, not inherited, or asked for and answered wrongly. */
#include "faults.h"

#include <errno.h>
#include <netinet/in.h>

static struct option value_of(int fd, int level, int name)
{
    struct option option = {.fd = fd, .level = level, .name = name, .length = sizeof option.before};
    int error = errno;
    if (REAL(getsockopt)(fd, level, name, option.before, &option.length) < 0)
        option.fd = -1;
    errno = error;
    return option;
}

static void set_back(int fd, const struct option *option)
{
    int error = errno;
    REAL(setsockopt)(fd, option->level, option->name, option->before, option->length);
    errno = error;
}

EXPORT int setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
    struct text call = text("setsockopt:%.64s", option_word(level, name).of);
    if (fault("%s:ignored", call.of))
        return 0;
    struct option before = value_of(fd, level, name);
    int result = REAL(setsockopt)(fd, level, name, value, length);
    if (result == 0)
        remember_option(&before);
    return (int)answered(call, result, ENOPROTOOPT);
}

static bool was_set(int fd, int level, int name)
{
    struct option option;
    for (size_t index = 0; recall_option(fd, index, &option); index++)
        if (option.level == level && option.name == name)
            return true;
    return false;
}

/* Zero and one change places; others become the next. */
static void change_value(struct text call, const char *state, unsigned char *value)
{
    if (fault("%s:%s:wrong", call.of, state))
        *value = *value <= 1 ? !*value : *value + 1;
}

EXPORT int getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
    struct text call = text("getsockopt:%.64s", option_word(level, name).of);
    int result = REAL(getsockopt)(fd, level, name, value, length);
    if (result == 0 && *length > 0) {
        change_value(call, was_set(fd, level, name) ? "set" : "default", value);
        if (fault("%s:length-1", call.of))
            --*length;
    }
    return (int)answered(call, result, ENOPROTOOPT);
}

/* An option that cannot change once the socket has a name cannot be forgotten then: IPV6_V6ONLY of ipv6(7). */
static bool is_settled(const struct option *option)
{
    return option->level == IPPROTO_IPV6 && option->name == IPV6_V6ONLY;
}

void lose_options(const char *call, int fd)
{
    struct option option;
    for (size_t index = 0; recall_option(fd, index, &option); index++)
        if (!is_settled(&option) && fault("%s:forgets:%s", call, option_word(option.level, option.name).of))
            set_back(fd, &option);
}

void disinherit(int listener, int accepted)
{
    struct option option;
    for (size_t index = 0; recall_option(listener, index, &option); index++)
        if (!is_settled(&option) && fault("accept:does-not-inherit:%s", option_word(option.level, option.name).of))
            set_back(accepted, &option);
}
