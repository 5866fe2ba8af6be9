/* Events that poll reports, or does not. */
#include <poll.h>

#include "faults.h"

#include <errno.h>

/* An event that has not happened can be reported only if it was asked for, or needs no asking. */
static void change_event(struct pollfd *asked, const struct word *event)
{
    static const short ALWAYS = POLLERR | POLLHUP | POLLNVAL;
    bool has = asked->revents & event->value;
    if (!has && !((asked->events | ALWAYS) & event->value))
        return;
    if (fault("poll:%s:%s:%s", family_of(asked->fd).of, event->name, has ? "lost" : "added"))
        asked->revents ^= (short)event->value;
}

static int change_events(struct pollfd *asked, nfds_t count)
{
    int found = 0;
    for (nfds_t index = 0; index < count; index++) {
        for (const struct word *event = EVENTS; event->name; event++)
            change_event(&asked[index], event);
        found += asked[index].revents != 0;
    }
    return found;
}

EXPORT int poll(struct pollfd *asked, nfds_t count, int timeout)
{
    int result = REAL(poll)(asked, count, timeout);
    if (result >= 0)
        result = change_events(asked, count);
    return (int)answered(text("poll"), result, EINVAL);
}
