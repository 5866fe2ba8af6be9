/* Which trial a thread runs, and which fault the plan has for it.
 *
 * The harness notes in a journal which trials are under way: `begun` and a name, or `ended`, each by one write(2) of
 * the thread that runs the trial (harness/src/session/journal.rs). So this library knows it, too. Threads that a trial
 * starts belong to it. */
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_SIZE 256
#define MOST_SEEN 4096
#define MOST_OPTIONS 64
#define MOST_KEPT 8

struct trial {
    char name[NAME_SIZE], fault[NAME_SIZE];
    pthread_mutex_t lock;
    /* Hashes of the faults that were noted for it. */
    uint64_t seen[MOST_SEEN];
    size_t seen_count;
    struct option options[MOST_OPTIONS];
    size_t option_count;
    size_t kept;
};

static __thread struct trial *here;

/* The folder with the plan and the log, and the plan: "\ntrial\tfault\n…". Null during a survey. */
static const char *folder;
static char *plan;

static __attribute__((constructor)) void read_plan(void)
{
    folder = getenv("SOCKSHAPE_FAULTS");
    FILE *file = folder ? fopen(text("%s/plan", folder).of, "re") : NULL;
    if (!file)
        return;
    size_t size = 0;
    if (getdelim(&plan, &size, '\0', file) < 0)
        plan = NULL;
    fclose(file);
}

/* Copies the fault that the plan has for a trial. */
static void find_fault(struct trial *trial)
{
    char wanted[NAME_SIZE + 2];
    snprintf(wanted, sizeof wanted, "\n%s\t", trial->name);
    const char *found = plan ? strstr(plan, wanted) : NULL;
    if (found)
        sscanf(found + strlen(wanted), "%255[^\n]", trial->fault);
}

static void begin(const char *name, size_t length)
{
    here = calloc(1, sizeof *here);
    if (!here || length >= sizeof here->name)
        abort();
    memcpy(here->name, name, length);
    pthread_mutex_init(&here->lock, NULL);
    find_fault(here);
}

/* Sees a trial begin or end. One that ended is not freed: threads of its may be left. */
static void read_journal(const char *line, size_t length)
{
    static const char BEGUN[] = "begun\t", ENDED[] = "ended\t";
    size_t word = sizeof BEGUN - 1;
    if (length <= word || line[length - 1] != '\n')
        return;
    if (!here && memcmp(line, BEGUN, word) == 0)
        begin(line + word, length - word - 1);
    else if (memcmp(line, ENDED, word) == 0)
        here = NULL;
}

/* Notes that a fault acted in this trial, or could have. */
static void note(const char *name)
{
    char line[2 * NAME_SIZE];
    int length = snprintf(line, sizeof line, "%s\t%s\n", here->name, name);
    int file = open(text("%s/acted", folder).of, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0 || REAL(write)(file, line, (size_t)length) != length)
        abort();
    REAL(close)(file);
}

static uint64_t hash(const char *name)
{
    uint64_t sum = 14695981039346656037u; /* FNV-1a */
    for (; *name; name++)
        sum = (sum ^ (unsigned char)*name) * 1099511628211u;
    return sum;
}

/* Whether a fault of this name was asked for in this trial before. */
static bool is_seen(const char *name)
{
    uint64_t sum = hash(name);
    for (size_t index = 0; index < here->seen_count; index++)
        if (here->seen[index] == sum)
            return true;
    if (here->seen_count == MOST_SEEN)
        abort();
    here->seen[here->seen_count++] = sum;
    return false;
}

static bool asked(const char *name)
{
    if (plan && strcmp(name, here->fault) != 0)
        return false;
    pthread_mutex_lock(&here->lock);
    if (!is_seen(name))
        note(name);
    pthread_mutex_unlock(&here->lock);
    return plan;
}

bool fault(const char *format, ...)
{
    if (!here || (plan && !here->fault[0]))
        return false;
    int error = errno;
    char name[NAME_SIZE];
    va_list values;
    va_start(values, format);
    vsnprintf(name, sizeof name, format, values);
    va_end(values);
    bool yes = asked(name);
    errno = error;
    return yes;
}

bool in_trial(void)
{
    return here;
}

bool keeps_another(void)
{
    pthread_mutex_lock(&here->lock);
    bool may = here->kept < MOST_KEPT;
    here->kept += may;
    pthread_mutex_unlock(&here->lock);
    return may;
}

void remember_option(const struct option *option)
{
    if (!here)
        return;
    pthread_mutex_lock(&here->lock);
    if (here->option_count < MOST_OPTIONS)
        here->options[here->option_count++] = *option;
    pthread_mutex_unlock(&here->lock);
}

void forget_options(int fd)
{
    if (!here)
        return;
    pthread_mutex_lock(&here->lock);
    for (size_t index = 0; index < here->option_count; index++)
        if (here->options[index].fd == fd)
            here->options[index].fd = -1;
    pthread_mutex_unlock(&here->lock);
}

bool recall_option(int fd, size_t index, struct option *option)
{
    bool found = false;
    if (!here)
        return found;
    pthread_mutex_lock(&here->lock);
    for (size_t at = 0; at < here->option_count && !found; at++)
        if (here->options[at].fd == fd && index-- == 0) {
            *option = here->options[at];
            found = true;
        }
    pthread_mutex_unlock(&here->lock);
    return found;
}

struct start {
    void *(*run)(void *);
    void *argument;
    struct trial *trial;
};

static void *run_in_trial(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    here = start.trial;
    return start.run(start.argument);
}

EXPORT int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
    struct start *start = malloc(sizeof *start);
    if (!start)
        return EAGAIN;
    *start = (struct start){run, argument, here};
    int error = REAL(pthread_create)(thread, attributes, run_in_trial, start);
    if (error)
        free(start);
    return error;
}

EXPORT ssize_t write(int fd, const void *data, size_t size)
{
    ssize_t count;
    if (!is_socket(fd)) {
        count = REAL(write)(fd, data, size);
        read_journal(data, size);
        return count;
    }
    struct text call = text("write:%s", kind_of(fd).of);
    if (fault("%s:not-sent", call.of))
        return (ssize_t)size;
    return sent(call, REAL(write)(fd, data, size));
}
