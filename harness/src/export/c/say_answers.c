/* Prints the answers of getaddrinfo, or the name of its error. */
static void say_answers(const char *step, int error, struct addrinfo *answers)
{
    int count = 0;
    if (error != 0) {
        printf("%s -> %s\n", step, resolver_error(error));
        return;
    }
    for (struct addrinfo *answer = answers; answer != NULL; answer = answer->ai_next)
        count++;
    printf("%s -> ", step);
    if (count != 1)
        printf("%d records", count);
    for (struct addrinfo *answer = answers; answer != NULL; answer = answer->ai_next) {
        printf(count == 1 ? "{" : "\n  {");
        printf("family %s, type %s", family_name(answer->ai_family), type_name(answer->ai_socktype));
        printf(", protocol %s", protocol_name(answer->ai_protocol));
        printf(", address ");
        print_address(answer->ai_addr, answer->ai_addrlen, answer->ai_addrlen);
        if (answer->ai_canonname != NULL)
            printf(", canonical_name \"%s\"", answer->ai_canonname);
        if (answer->ai_flags != 0) {
            printf(", flags ");
            print_answer_flags(answer->ai_flags);
        }
        printf("}");
    }
    putchar('\n');
}
