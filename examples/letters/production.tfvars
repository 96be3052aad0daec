print_timeout = 60
