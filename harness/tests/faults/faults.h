/* A library that is loaded before the C library (ld.so(8), LD_PRELOAD) and puts faults into the answers of the system.
 *
 * Every place that could give a wrong answer asks `fault` first, by a name such as "getsockname:AF_INET:port=0". During
 * a survey, the answer is always no, and the names are noted: they are all the faults there are, and grow with the
 * corpus. Later, the answer is yes for the one fault that the plan has for the trial of the calling thread. What the
 * harness does outside of trials, such as its probes of capabilities, is never disturbed. */
#ifndef FAULTS_H
#define FAULTS_H

#include <dlfcn.h>
#include <netdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#define EXPORT __attribute__((visibility("default")))
#define PRINTF __attribute__((format(printf, 1, 2)))

/* The function that this library stands in front of. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* A short text, by value. */
struct text {
    char of[128];
};
struct text text(const char *format, ...) PRINTF;

/* trial.c: whether to put in the fault of this name, here and now. Keeps errno. */
bool fault(const char *format, ...) PRINTF;
/* Whether this thread runs a trial. */
bool in_trial(void);
/* Whether the trial may keep another socket that it closes. One that looks for a port that nobody has would otherwise
 * take all of them away from the others, because it tries each by a socket that it closes. */
bool keeps_another(void);
/* Options that the trial set on a socket: their values before. */
struct option {
    int fd, level, name;
    socklen_t length;
    char before[32];
};
void remember_option(const struct option *option);
void forget_options(int fd);
/* The option number `index` of those that were set on a socket. False if there are fewer. */
bool recall_option(int fd, size_t index, struct option *option);

/* words.c: names of constants. */
struct word {
    int value;
    const char *name;
};
extern const struct word MESSAGE_FLAGS[], EVENTS[], LOOKUP_HINTS[], NAME_FLAGS[], LOOKUP_ERRORS[];
struct text option_word(int level, int name);
struct text control_word(int level, int type);
struct text word_of(const struct word *words, int value);
/* The family of a socket; "file" for another descriptor, "closed" for none. Keeps errno. */
struct text family_of(int fd);
/* The same with its type. */
struct text kind_of(int fd);
bool is_socket(int fd);
int type_of(int fd);

/* answers.c: gives the result of a call, or another: `otherwise` is the error if it succeeded. Sets errno. */
long answered(struct text call, long result, int otherwise);
/* Leaves out flags, those of a call that have words, one at a time. */
int without_flags(struct text call, const struct word *words, int flags);

/* names.c: changes a name that a call has put out. `room` is what the call was told that there is. */
void change_name(const char *call, int fd, struct sockaddr *name, socklen_t *length, socklen_t room);

/* options.c: the options of a socket that are lost by a call, or in a socket that accept made of it. */
void lose_options(const char *call, int fd);
void disinherit(int listener, int accepted);

/* transfer.c: changes what a call received. `buffer` may be null. */
ssize_t received(struct text call, int fd, char *buffer, ssize_t count);
ssize_t sent(struct text call, ssize_t count);

#endif
